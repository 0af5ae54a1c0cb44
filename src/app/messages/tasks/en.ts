/** The name of every task, and a paragraph on what it asks, in English. */

export interface TaskWords {
  readonly name: string;
  /** One paragraph: what is shown, what is asked, what must be remembered. */
  readonly about: string;
}

export type TasksWords = Readonly<Partial<Record<string, TaskWords>>>;

export const tasks: TasksWords = {
  keyword: {
    name: 'Keyword spotting',
    about:
      'Synthetic speech: digits are heard one after another, and at every step the answer is how likely it is that the keyword has just ended. The voices that are asked about are never heard in training. F1 counts hits against false alarms and misses.',
  },
  digitStrings: {
    name: 'Digit strings',
    about:
      'Synthetic speech: one voice says two or more digits in a row, and a decoder writes them, looking back at what was heard. The voices that are asked about are never heard in training.',
  },
  speak: {
    name: 'Speaking digits',
    about:
      'Speech synthesis in small: a digit is shown once, then only how far into it we are, and at every step the answer is how loud each band of pitch is. The model is one synthetic voice; every third of its speeds is held out. Play what was asked for and what the network says.',
  },
  spokenDigits: {
    name: 'Spoken digits',
    about:
      'Synthetic speech: a digit, said by a synthesiser, is read as the loudness of twenty bands of pitch, fifty steps a second, and named at the end. Nine voices train; four that are never heard in training are held out.',
  },
  digitRows: {
    name: 'Digits, row by row',
    about: 'A handwritten digit of 8 × 8 pixels is read row by row and named at the end. 1,797 pictures; a sixth is held out.',
  },
  digitPixels: {
    name: 'Digits, pixel by pixel',
    about: 'The same digits read one pixel a step: 64 steps, and what came first must be kept to the end.',
  },
  splice: {
    name: 'Splice sites in DNA',
    about:
      '60 bases of DNA are read. The answer: does an exon end in their middle, an intron, or neither? Both sides count, so reading both ways helps.',
  },
  names: {
    name: 'Names',
    about:
      'A first or last name is read letter by letter. The answer is which of ten lists it stands in. 6,000 names out of the program library Faker, none of them in two lists; a fifth is held out. From so few, a network learns no more than pairs of letters tell. A list says nothing of the people who bear its names.',
  },
  proteins: {
    name: 'Protein families',
    about:
      'A stretch of amino acids out of a protein is read. The answer: which of seven families of domains is it from? Members of a family go back to one ancestor, and by now agree in few places. 628 sequences from Pfam; a fifth of each family is held out.',
  },
  weather: {
    name: 'Forecast: temperature',
    about:
      'Each day’s highest temperature in Seattle from 2012 to 2015, and at every step the one to come. Hard to beat: tomorrow will be like today.',
  },
  births: {
    name: 'Forecast: births',
    about:
      'Births a day in the United States from 1994 to 2003, and at every step the number to come. Fewer are born at weekends, so a week must be counted.',
  },
  load: {
    name: 'Forecast: electricity',
    about:
      'Half-hourly demand for electricity in England and Wales in the summer of 2000, and at every step the value to come. Days and weeks repeat.',
  },
  sunspots: {
    name: 'Forecast: sunspots',
    about: 'Monthly sunspot numbers since 1749, and at every step the one to come. They swell and fade in about eleven years.',
  },
  stock: {
    name: 'Forecast: share index',
    about:
      'Daily closing values of the DAX from 1991 to 1998, and at every step the one to come. The last value is the forecast to beat; nothing here is a way to get rich.',
  },
  genes: {
    name: 'Forecast: genes',
    about:
      'Synthetic: a simulated ring of three genes that repress one another in turn, the repressilator of Elowitz and Leibler. Their expression is measured with errors, and at every step the true one to come is asked for. The proteins are not measured, and every ring has another tempo, so both must be made out from the past.',
  },
  anomalies: {
    name: 'Anomalies of a sensor',
    about:
      'Humidity and temperature of a sensor every five seconds, and at every step: is something being done to it? Two sensors train and two are held out; each pair has one event. Only 149 of 18,914 readings are anomalous, so F1 counts and not accuracy. The simple rule needs long windows: with 60 steps a network is far ahead of it, with 120 they are level.',
  },
  entities: {
    name: 'Named entities',
    about:
      'Every word of a sentence is tagged: part of a person, a place or a firm, or of nothing. The names are real, the sentences synthetic, made by a small grammar. “Jackson” may be any of the three, and often only what comes after tells, so reading both ways helps. A fifth of the names is held out: of those, only the context tells.',
  },
  numbers: {
    name: 'English → German numbers',
    about:
      'An encoder reads a number in English words, and a decoder writes it in German, where the unit comes before the ten. Every tenth number is held out.',
  },
  phonemes: {
    name: 'English → sounds',
    about:
      'An encoder reads an English word letter by letter, and a decoder writes how it is spoken, in ARPAbet and without stress. Letters and sounds do not pair one to one. 20,000 words of Carnegie Mellon’s Pronouncing Dictionary, many of them surnames; a tenth is held out.',
  },
  sentiment: {
    name: 'Sentiment',
    about:
      'A sentence of a review is read word by word. The answer is whether it praises. 2,979 sentences about films, goods and restaurants; a fifth is held out.',
  },
  markedRecall: {
    name: 'Marked recall',
    about: 'Letters come one after another, one of them in capitals. At the end it is asked for; all others must be forgotten.',
  },
  temporalOrder: {
    name: 'Temporal order',
    about: 'Among letters that mean nothing, X or Y comes at two or three places far apart. The answer is which came, in their order.',
  },
  parity: {
    name: 'Parity',
    about: 'Bits are read, and after each the answer is whether the ones so far are odd in number. Every one that is read must change the state.',
  },
  dyck1: {
    name: 'Brackets, one kind',
    about: 'Brackets open and close. After each the network says which may come next: it must count how many are open.',
  },
  dyck2: {
    name: 'Brackets, two kinds',
    about:
      'Brackets of two kinds open and close. After each the network says which may come next: it must keep every open one in its order, as a stack does.',
  },
  anbn: {
    name: 'Counting: aⁿbⁿ',
    about: 'Some letters a, then as many letters b, again and again. After each the network says what may come next: it must count.',
  },
  reber: {
    name: 'Embedded Reber grammar',
    about: 'Strings of a small grammar, each wrapped in a letter that comes again after it. The network says after each letter which may come next.',
  },
  recall: {
    name: 'Delayed recall',
    about: 'One symbol is shown at the first step and asked for at the last. Only blanks come between, so the state must keep it.',
  },
  adding: {
    name: 'Adding',
    about: 'Every step brings a number from 0 to 1; two of them are marked. The answer at the end is the sum of these two.',
  },
  copy: {
    name: 'Copy memory',
    about: 'Ten symbols are shown, then blanks, then a sign; after it the ten must be given back in their order. The state must keep them all.',
  },
  text: { name: 'Next character', about: 'The network reads English prose and says at every step which character comes next.' },
  reverse: {
    name: 'Reverse',
    about: 'An encoder reads letters, and a decoder writes them from the last to the first. Attention lets it look back at every letter read.',
  },
  sort: { name: 'Sort', about: 'An encoder reads letters, and a decoder writes the same ones in the order of the alphabet.' },
  dates: {
    name: 'Dates',
    about: 'An encoder reads a date in one of many written forms, and a decoder writes it as year-month-day, looking back at what was read.',
  },
};
