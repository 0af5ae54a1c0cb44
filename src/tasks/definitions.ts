/** Whose definition a task is, as it is cited. Tasks that are not here are defined by us, or by the data that they read. */

const longShortTermMemory = 'Hochreiter and Schmidhuber, “Long short-term memory”, Neural Computation 9(8), 1997';

/** By the names of tasks. */
export const definitions: Readonly<Partial<Record<string, string>>> = {
  adding: `${longShortTermMemory}, experiment 4`,
  markedRecall: `${longShortTermMemory}, after experiment 3`,
  copy: 'Arjovsky, Shah and Bengio, “Unitary evolution recurrent neural networks”, ICML 2016',
  temporalOrder: `${longShortTermMemory}, experiments 6a and 6b`,
  parity: `Minsky and Papert, “Perceptrons”, 1969; ${longShortTermMemory}, section 5`,
  dyck1: 'Hewitt and others, “RNNs can generate bounded hierarchical languages with optimal memory”, EMNLP 2020',
  dyck2: 'Hewitt and others, “RNNs can generate bounded hierarchical languages with optimal memory”, EMNLP 2020',
  anbn: 'Gers and Schmidhuber, “LSTM recurrent networks learn simple context-free and context-sensitive languages”, IEEE Transactions on Neural Networks 12(6), 2001',
  reber: `Reber 1967; ${longShortTermMemory}, experiment 1; Gers, Schmidhuber and Cummins, “Learning to forget”, Neural Computation 12(10), 2000`,
  genes: 'Elowitz and Leibler, “A synthetic oscillatory network of transcriptional regulators”, Nature 403, 2000',
  anomalies:
    'Suthaharan, Alzahrani, Rajasegarar, Leckie and Palaniswami, “Labelled data collection for anomaly detection in wireless sensor networks”, ISSNIP 2010',
};
