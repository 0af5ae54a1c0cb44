/** What the clocks say, in English. */

export const transport = {
  label: 'Clocks',
  training: 'Training',
  run: 'Run training',
  pause: 'Pause training',
  step: 'One update',
  reset: 'Back to the initial weights',
  update: 'update',
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
