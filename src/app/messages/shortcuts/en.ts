/** What the list of shortcuts says, in English. */

export const shortcuts = {
  title: 'Keyboard shortcuts',
  close: 'Close',
  enable: 'Use single-key shortcuts',
  keys: {
    run: 'run or pause training',
    step: 'one update',
    reset: 'back to the initial weights',
    earlier: 'earlier in training',
    later: 'later in training',
    forward: 'one sequence step forward',
    back: 'one sequence step back',
    play: 'play the sequence or stop',
    turn: 'turn the direction',
    operate: 'one operation forward inside the cell',
    unoperate: 'one operation back inside the cell',
    unroll: 'fold or unroll the network',
    help: 'this list',
  },
  stage:
    'With the network in focus, the arrow keys move through time (left, right) and units (up, down); Shift with Page Up and Page Down, or [ and ], choose the layer; Home and End go to the first and last step; E selects the edges that lead into the node. With a decoder, Alt with up and down moves the step on the other axis.',
  space: 'Space',
};

export type ShortcutsWords = typeof shortcuts;
