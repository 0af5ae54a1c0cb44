/** The words for the runs and networks that can be opened by name, in English. */
import type { WholeRunName } from '../../../store/whole-runs';

interface PresetWords {
  readonly name: string;
  readonly about: string;
}

const runs: Record<WholeRunName, PresetWords> = {
  addingRnn: { name: 'Adding with an RNN', about: 'Two of fifty numbers count. The gradient vanishes before it reaches them.' },
  addingLstm: {
    name: 'Adding with an LSTM',
    about: 'The same task; the cell state is a road that a number and its gradient can be kept on, once the forget gates have learned to stay open.',
  },
  addingGru: { name: 'Adding with a GRU', about: 'The same task with two gates in place of three and no cell state.' },
  recall: { name: 'Delayed recall', about: 'An LSTM keeps one symbol while only blanks come in.' },
  text: { name: 'Next character', about: 'A GRU reads Moby-Dick and guesses every next letter.' },
  reverseAttention: { name: 'Reverse with attention', about: 'A decoder looks back at the letter that it must write next.' },
  reverseBottleneck: { name: 'Reverse through the bottleneck', about: 'The same without attention: one state must hold ten letters.' },
  datesAdditive: { name: 'Dates with additive attention', about: 'Twelve written forms become one, scored and wired as Bahdanau did.' },
  sentiment: { name: 'Sentiment, bidirectional LSTM', about: 'PyTorch’s usual first classifier, on sentences of reviews with 4,000 words.' },
  stackedSentiment: { name: 'Sentiment, two stacked LSTMs', about: 'Keras’s usual stacked classifier with its dense layer, on 1,000 words.' },
};

const networks: Partial<Record<string, PresetWords>> = {
  sentiment: {
    name: 'Bidirectional LSTM classifier',
    about: 'Embedding of 100, one bidirectional LSTM of 128 units, both final states, dropout 0.5, answer.',
  },
  stackedSentiment: {
    name: 'Stacked LSTM classifier',
    about: 'Embedding of 64, bidirectional LSTMs of 64 and 32 units, a dense ReLU layer of 64, dropout 0.5, answer.',
  },
};

export const presets = {
  runsTitle: 'Whole runs',
  runsAbout: 'A task, a network and how it is trained. Opening one replaces the run at hand.',
  networksTitle: 'Networks for the task at hand',
  networksAbout: 'Known networks by name. What the task reads and answers stays; the rest comes from the preset.',
  decoderAbout: 'This task has a decoder: only the layers of the encoder come over, not the dense head.',
  known: (pytorch: string, keras: string) => `As known: ${pytorch} parameters in PyTorch, ${keras} in Keras, which has one bias a cell.`,
  here: (count: string) => `On this task: ${count} parameters.`,
  parameters: (count: string) => `${count} parameters`,
  runs,
  networks,
};

export type PresetsWords = typeof presets;
