/** What recurrent networks are used for, field by field, and the task here that is an experiment in it. */

/** The eleven uses that a textbook lists, with names of tasks, the first one being the one to begin with. */
export const applications = {
  language: { languageModelling: ['text'], namedEntities: ['entities'], translation: ['numbers', 'dates'] },
  speech: { speechRecognition: ['digitStrings', 'spokenDigits'], speechSynthesis: ['speak'], keywordSpotting: ['keyword'] },
  series: { stock: ['stock'], weather: ['weather'], anomalyDetection: ['anomalies'] },
  biology: { proteinSequences: ['proteins'], geneExpression: ['genes'] },
} as const satisfies Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export type Field = keyof typeof applications;

type NamesOf<Fields> = Fields extends unknown ? keyof Fields : never;
export type Application = NamesOf<(typeof applications)[Field]>;
