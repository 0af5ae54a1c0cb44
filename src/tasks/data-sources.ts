/** Whose work the data of a task are, and under which licence; DATA.md says the rest. Tasks that are not here make their examples themselves. */

export interface DataSource {
  /** As DATA.md writes it. */
  readonly work: string;
  /** A licence by its name, or a word for what needs none. */
  readonly licence: string;
}

const faker: DataSource = { work: 'Faker', licence: 'MIT' };
const speech: DataSource = { work: 'espeak-ng', licence: 'ours' };
const digits: DataSource = { work: 'Optical recognition of handwritten digits', licence: 'CC BY 4.0' };

/** By the names of tasks. */
export const dataSources: Readonly<Partial<Record<string, DataSource>>> = {
  text: { work: 'Herman Melville', licence: 'PDDL 1.0, CC0 1.0' },
  sentiment: { work: 'Sentiment Labelled Sentences', licence: 'CC BY 4.0' },
  splice: { work: 'Primate splice-junction gene sequences', licence: 'CC BY 4.0' },
  digitRows: digits,
  digitPixels: digits,
  names: faker,
  entities: faker,
  phonemes: { work: 'The Carnegie Mellon University Pronouncing Dictionary', licence: 'BSD-2-Clause' },
  proteins: { work: 'Pfam', licence: 'CC0 1.0' },
  anomalies: { work: 'Labelled Wireless Sensor Network Data Repository', licence: 'ODC-BY 1.0, CC BY 4.0' },
  weather: { work: 'NOAA', licence: 'publicDomain' },
  births: { work: 'CDC NCHS', licence: 'PDDL 1.0, CC0 1.0' },
  sunspots: { work: 'SIDC', licence: 'facts' },
  stock: { work: 'DAX', licence: 'facts' },
  load: { work: 'Taylor 2003', licence: 'facts' },
  spokenDigits: speech,
  keyword: speech,
  digitStrings: speech,
  speak: speech,
};
