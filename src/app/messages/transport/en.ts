/** What the clocks say, in English. */

export const transport = {
  label: 'Clocks',
  training: 'Training',
  run: 'Run training',
  pause: 'Pause training',
  step: 'One update',
  reset: 'Back to the initial weights',
  update: 'update',
  /** Moments of training: updates whose weights are kept. */
  moments: {
    moment: 'moment of training',
    shown: (update: string, now: string) => `update ${update}, training is at ${now}`,
    now: (update: string) => `update ${update}, now`,
    past: (update: string, now: string) => `You see the network as it was at update ${update}; training is at ${now}.`,
    lastFinite: (update: string, now: string) =>
      `You see the network as it was at update ${update}; since update ${now} its numbers are not finite, so it cannot be shown as it is now.`,
    back: 'Back to now',
    goOn: 'Train on from here',
    goOnHint: (update: string) => `Take training back to update ${update}: its weights and the optimizer’s state. What came after it is dropped.`,
  },
  sequence: 'Sequence',
  first: 'First step',
  back: 'One step back',
  play: 'Play the sequence',
  stop: 'Stop playing',
  forward: 'One step forward',
  position: 'sequence step',
  of: (t: string, last: string) => `t = ${t} of ${last}`,
  direction: 'direction',
  directions: { forward: 'forward', loss: 'the loss', backward: 'backward' },
  turn: 'Turn the direction of reading',
  pace: 'Steps a second while playing',
  perSecond: (count: string) => `${count}/s`,
};

export type TransportWords = typeof transport;
