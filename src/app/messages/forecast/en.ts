/** The words of the forecast that is fed back, in English. */

export const en = {
  title: 'What comes next',
  about:
    'After the window the network reads its own forecasts, each at the step that it is of, and so goes on foretelling. Whatever it gets wrong, it reads. On the shaded steps it has not yet read anything of its own.',
  cleaner:
    'What is read bears errors of measurement and what is foretold does not: fed back, it is cleaner than anything that the network has learned to read.',
  bothWays: 'This network reads in both directions, so it would need what comes next in order to foretell it: nothing can be fed back.',
  tooFar: (horizon: string, length: string) =>
    `Every answer is ${horizon} steps ahead, and the window has ${length}: the first steps after it are not foretold from within it, so nothing can be fed back. Choose a longer window.`,
  steps: 'Steps',
  paused: 'It follows the picture while training is paused.',
  refused: (detail: string) => `That could not be foretold: ${detail}.`,
  of: (update: string, example: string, steps: string) => `Update ${update}, held-out example ${example}, ${steps} steps after the window.`,
  plot: (channel: string) => `${channel}: the window, and what comes next`,
  truth: 'true',
  network: 'network',
  errors: (known: string) => `Mean squared error over the ${known} steps whose truth is known:`,
  noTruth: 'What truly comes is not known: the series ends here.',
  table: 'Show as a table',
  step: 'step',
  save: 'Save CSV',
};

export type ForecastWords = typeof en;
