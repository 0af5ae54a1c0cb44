/** The words of the confusion matrix, in English. */

export const en = {
  title: 'Confusion',
  about: (examples: string, update: string) =>
    `${examples} held-out examples at update ${update}: a row for each class that was asked, in it how often each was answered. The stronger the ground, the larger the share of the row.`,
  asked: 'asked',
  answered: 'answered',
  not: (name: string) => `not: ${name}`,
  right: (right: string, all: string) => `Right: ${right} of ${all}`,
};

export type ConfusionWords = typeof en;
