/** The words of the tasks' cards and of their page, in English. */
import type { Application, Field } from '../../cards/applications';
import { en as measures } from '../measures/en';

/** What a card says of its task; each a phrase. */
export interface CardWords {
  readonly reads: string;
  readonly answers: string;
  readonly memory: string;
  /** What counts as solved. */
  readonly solved: string;
}

const fields: Record<Field, string> = { language: 'Language', speech: 'Speech', series: 'Time series', biology: 'Biology' };

const names: Record<Application, string> = {
  languageModelling: 'Language modelling',
  namedEntities: 'Named entities',
  translation: 'Translation',
  speechRecognition: 'Speech recognition',
  speechSynthesis: 'Speech synthesis',
  keywordSpotting: 'Keyword spotting',
  stock: 'Share prices',
  weather: 'Weather',
  anomalyDetection: 'Anomaly detection',
  proteinSequences: 'Protein sequences',
  geneExpression: 'Gene expression',
};

const tasks: Readonly<Partial<Record<string, CardWords>>> = {
  adding: {
    reads: 'a number from 0 to 1 at every step, and a mark that is 1 at two of them',
    answers: 'the sum of the two marked numbers, at the end',
    memory: 'one sum, kept over up to the whole sequence; all other numbers must leave it alone',
    solved: 'a squared error far below that of always answering 1',
  },
  recall: {
    reads: 'one symbol, then blanks, then a question mark',
    answers: 'which symbol it was',
    memory: 'one symbol, written once, kept over the lag and read once',
    solved: 'every answer right, at any lag that is set',
  },
  markedRecall: {
    reads: 'letters, one of them in capitals, then a question mark',
    answers: 'which letter the capital one was',
    memory: 'one letter, while others go on coming that must not be kept',
    solved: 'every answer right',
  },
  copy: {
    reads: 'ten symbols, blanks, a sign, and ten more blanks',
    answers: 'blanks, and after the sign the ten symbols in their order',
    memory: 'ten symbols and their order, over the lag',
    solved: 'all ten given back; steps on which a blank is right count too, so guessing is already right on most',
  },
  temporalOrder: {
    reads: 'letters that mean nothing, with X or Y at two or three places',
    answers: 'which came, in their order',
    memory: 'two or three symbols and which came first',
    solved: 'every answer right',
  },
  parity: {
    reads: 'a bit at every step',
    answers: 'whether the ones so far are odd in number, at every step',
    memory: 'one bit, which every 1 turns over',
    solved: 'every step right, on sequences longer than those in training too',
  },
  dyck1: {
    reads: 'brackets of one kind that open and close',
    answers: 'which brackets may come next, at every step',
    memory: 'how many are open',
    solved: 'every set of brackets right',
  },
  dyck2: {
    reads: 'brackets of two kinds that open and close',
    answers: 'which brackets may come next, at every step',
    memory: 'the kind of every open bracket, in its order: a stack',
    solved: 'every set of brackets right',
  },
  anbn: {
    reads: 'letters a, then as many letters b, again and again',
    answers: 'which letters may come next, at every step',
    memory: 'how many letters b are still to come',
    solved: 'every set of letters right',
  },
  reber: {
    reads: 'strings of a small grammar, each wrapped in a letter that comes again after it',
    answers: 'which letters may come next, at every step',
    memory: 'the wrapping letter, while a whole string is read',
    solved: 'every set of letters right, the letter after the string above all',
  },
  reverse: {
    reads: 'letters',
    answers: 'the same letters from the last to the first',
    memory: 'all letters in their order; with attention only where to look next',
    solved: 'whole answers right; the bottleneck without attention is the comparison',
  },
  sort: {
    reads: 'letters',
    answers: 'the same letters in the order of the alphabet',
    memory: 'how often each letter came, and which have been written',
    solved: 'whole answers right',
  },
  dates: {
    reads: 'a date, character by character, in one of many written forms',
    answers: 'the same day as year-month-day',
    memory: 'which part stands where; with attention only where to look next',
    solved: 'whole dates right, on days never trained on',
  },
  numbers: {
    reads: 'a number in English words, letter by letter',
    answers: 'the same number in German, where the unit comes before the ten',
    memory: 'the unit and the ten, whose order changes',
    solved: 'whole words right, on numbers never trained on',
  },
  phonemes: {
    reads: 'an English word, letter by letter',
    answers: 'its sounds in ARPAbet',
    memory: 'the letters around the one that is spoken',
    solved: 'never wholly: spelling does not settle every sound; more than half of the unseen words right is good here',
  },
  text: {
    reads: 'English prose, character by character',
    answers: 'how likely every character is to come next',
    memory: 'the word begun, the sentence, open quotation marks',
    solved: 'never wholly; every bit per character below letter frequencies is something understood',
  },
  sentiment: {
    reads: 'a sentence of a review, word by word',
    answers: 'whether it praises',
    memory: 'a mood, and whether a “not” has turned it',
    solved: 'hardly: so few sentences teach little more than words do; a bag of words is the line to look at',
  },
  splice: {
    reads: '60 bases of DNA',
    answers: 'whether an exon or an intron ends in their middle, or neither',
    memory: 'a pattern on both sides of the middle',
    solved: 'at least nine of ten right',
  },
  proteins: {
    reads: 'a stretch of amino acids',
    answers: 'which of seven families it is from',
    memory: 'traces of a pattern, scattered over the stretch',
    solved: 'more right than pairs of letters give; a stretch may hold nothing that tells',
  },
  digitRows: {
    reads: 'a handwritten digit, a row of eight pixels a step',
    answers: 'which digit it is',
    memory: 'the strokes of the rows above',
    solved: 'at least 93 % right',
  },
  digitPixels: {
    reads: 'the same digit, one pixel a step',
    answers: 'which digit it is',
    memory: 'strokes over 64 steps: what lay above lies eight steps back',
    solved: 'nearly as many right as row by row',
  },
  names: {
    reads: 'a name, letter by letter',
    answers: 'in which of ten lists it stands',
    memory: 'the letters that tell, beginnings and endings above all',
    solved: 'as many right as pairs of letters give; so few names teach no more',
  },
  entities: {
    reads: 'a sentence, word by word',
    answers: 'a tag for every word: person, place, firm or nothing',
    memory: 'the words around; often only what comes after tells, so reading both ways helps',
    solved: 'nearly every name found and rightly tagged (F1), those never seen too',
  },
  spokenDigits: {
    reads: 'synthetic speech: how loud twenty bands of pitch are, fifty times a second',
    answers: 'which digit was said',
    memory: 'the sounds so far, at any speed',
    solved: 'at least 95 % right, of voices never heard in training',
  },
  keyword: {
    reads: 'synthetic speech: digits, one after another',
    answers: 'how likely the keyword has just ended, at every step',
    memory: 'the sounds of the last half second',
    solved: 'hardly a miss and hardly a false alarm (F1), of voices never heard',
  },
  digitStrings: {
    reads: 'synthetic speech: several digits in a row',
    answers: 'the digits, written by a decoder',
    memory: 'where one digit ends; with attention only where to listen next',
    solved: 'whole strings right, of voices never heard',
  },
  speak: {
    reads: 'a digit, once, then only how far into it we are',
    answers: 'how loud each band of pitch is, at every step',
    memory: 'which digit is being said',
    solved: 'an error near that of the digit’s mean spectrogram, at speeds never heard',
  },
  weather: {
    reads: 'the highest temperature of each day',
    answers: 'that of the day to come, at every step',
    memory: 'the season, and the last days',
    solved: 'a squared error below that of repeating today’s',
  },
  births: {
    reads: 'how many were born on each day',
    answers: 'how many on the day to come, at every step',
    memory: 'the day of the week, holidays apart',
    solved: 'a squared error below that of the same day last week',
  },
  load: {
    reads: 'demand for electricity, every half hour',
    answers: 'that of the half hour to come, at every step',
    memory: 'the time of day, and whether it is a weekend',
    solved: 'a squared error below that of the same time yesterday',
  },
  sunspots: {
    reads: 'the sunspot number of each month',
    answers: 'that of the month to come, at every step',
    memory: 'where in the cycle of about eleven years it is',
    solved: 'a squared error below that of repeating the last month’s',
  },
  stock: {
    reads: 'the closing value of a share index, day by day',
    answers: 'that of the day to come, at every step',
    memory: 'nothing that is known to help',
    solved: 'not to be: who does no worse than the last value has done well',
  },
  genes: {
    reads: 'how strongly three genes are expressed, measured with errors',
    answers: 'their true expression some steps on, at every step',
    memory: 'where in the cycle it is, its tempo, and proteins that nobody measures',
    solved: 'an error far below that of the last measured value',
  },
  anomalies: {
    reads: 'humidity and temperature of a sensor, every five seconds',
    answers: 'whether something is being done to it, at every step',
    memory: 'what is usual for this sensor',
    solved: 'a higher F1 than a threshold on the distance from the running mean; there is one event only, so it says little of others',
  },
};

export const en = {
  title: 'Tasks',
  about:
    'Every task of the lab: what goes in, what comes out, what a network must remember. Samples, guessing and simple rules are computed here; what networks reach was measured by npm run learn.',
  applications: {
    title: 'What recurrent networks are used for',
    about: 'Each row is a running experiment in small.',
    use: 'Use',
    tasks: 'Task',
    network: 'Network',
    fields,
    names,
  },
  card: {
    reads: 'Goes in',
    answers: 'Comes out',
    memory: 'To remember',
    sample: 'A sample, held out',
    read: 'read',
    asked: 'asked',
    guessing: 'Guessing',
    guess: (rule: string, loss: string) => `${rule}: loss ${loss}`,
    rule: 'Simple rule',
    ruleReaches: (rule: string, metric: string, value: string) => `${rule}: ${metric} ${value}`,
    noRule: 'none',
    solved: 'Solved',
    boundReach: (metric: string, value: string) => `Bound of the measurement: ${metric} ${value}.`,
    boundBelow: (loss: string) => `Bound of the measurement: held-out loss below ${loss}.`,
    measured: 'Measured',
    seed: (seed: string) => `seed ${seed}`,
    updates: (updates: string) => `${updates} updates`,
    notReached: 'bound not reached',
    notMeasured: 'not measured',
    beats: 'Every seed does better than the simple rule.',
    beatsNot: 'Not every seed does better than the simple rule.',
    first: 'Try first',
    options: 'with',
    bidirectional: 'both directions',
    attention: 'attention',
    decoder: 'decoder',
    parameters: (count: string) => `${count} parameters`,
    source: 'Source',
    ours: 'Made by this program; the definition is ours.',
    open: 'Open',
    openTask: (task: string) => `Open “${task}” in the lab`,
    waiting: 'Computing …',
    failed: (detail: string) => `This could not be computed: ${detail}.`,
    channels: (channels: string, steps: string) => `${channels} channels, ${steps} steps`,
  },
  baselines: {
    'always 1': 'always 1',
    'every symbol equally likely': 'every symbol equally likely',
    'every letter equally likely': 'every letter equally likely',
    'every order equally likely': 'every order equally likely',
    'the present bit alone': 'the present bit alone',
    'the present symbol alone': 'the present symbol alone',
    'any sorted letters': 'any sorted letters',
    'every day equally likely': 'every day equally likely',
    'letter frequencies': 'letter frequencies',
    'phoneme frequencies': 'frequencies of sounds',
    'both answers equally likely': 'both answers equally likely',
    'class frequencies': 'class frequencies',
    'all families equally likely': 'all families equally likely',
    'tag frequencies': 'tag frequencies',
    'how often it is said': 'how often it is said',
    'any digits': 'any digits',
    'always the mean spectrum': 'always the mean spectrum',
    'always the mean': 'always the mean',
    'as when the window began': 'as when the window began',
    'share of anomalies': 'the share of anomalies',
  } as Readonly<Partial<Record<string, string>>>,
  measures,
  tasks,
};

export type CardsWords = typeof en;
