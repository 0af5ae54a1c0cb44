/** What is said in English where training stopped because numbers were no longer finite. */
export const autopsy = {
  stopped: (update: string, where: string) => `Training stopped at update ${update}: ${where}, a number was no longer finite.`,
  /** Where it was, by the kind of the pass that wrote it. */
  states: (scan: string) => `in the states of ${scan}`,
  gradients: (scan: string) => `in the gradients of ${scan}, on the way back,`,
  loss: 'in the loss',
  norm: 'in the norm of the gradient',
  update: 'in the weights that this update left',
  other: (pass: string) => `in the pass “${pass}”`,
  step: (where: string, step: string) => `${where} at step ${step}`,
  remedy: 'Restore the last good weights, then lower the learning rate or clip the gradient.',
  fromTheStart: 'The initial weights do this already: draw others, with a smaller spectral radius.',
};

export type AutopsyWords = typeof autopsy;
