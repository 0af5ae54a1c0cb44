/** Sentences about saved runs in English; the other catalogues must have the same keys. */
import type { StorageFault } from '../../../store/status';

const faults: Record<StorageFault, string> = {
  denied: 'This browser does not let the page keep anything, as in a private window. Your run goes on; save it to a file to have it later.',
  full: 'There is no room left in this browser’s storage, so the run was not kept. Delete kept runs, or save this one to a file.',
  blocked: 'Another tab holds an older form of the storage. Close the other tabs of this page, then try again.',
  newer: 'Another tab has opened a newer version of this page. Save your run to a file and reload this tab to keep runs again.',
  closed: 'The browser closed the storage. Your run goes on; try again in a moment, or save it to a file.',
  missing: 'This run is no longer kept: it was deleted, or made room for newer ones.',
  tooLarge: 'This run is too large to be kept by itself. Keep it under a name, or save it to a file.',
};

export const enRuns = {
  button: 'Runs',
  hint: 'Save this run, open a file, or go on with a run kept in this browser',
  title: 'Saved runs',
  present: 'This run',
  name: 'Name',
  keep: 'Keep in this browser',
  kept: (name: string) => `“${name}” is kept in this browser.`,
  toFile: 'Save to a file',
  weights: 'Weights only',
  aboutFile:
    'A saved run is one file: network, training, weights and optimizer, so that training goes on to the last digit. The weights in it load into PyTorch.',
  file: 'From a file',
  openFile: 'Open a file',
  aboutOpen: 'A saved run, or safetensors with weights for the present network. You can also drop it anywhere on the page.',
  drop: 'Drop the file to open it',
  named: 'Kept under a name',
  automatic: 'Kept automatically',
  aboutAutomatic: (runs: string, size: string) =>
    `While training, each run is kept by itself; at most ${runs} of them and ${size}, the oldest go first.`,
  empty: 'Nothing is kept yet.',
  loading: 'Looking …',
  unnamed: (task: string, network: string) => `${task} · ${network}`,
  details: (update: string, when: string, size: string) => `update ${update} · ${when} · ${size}`,
  here: 'this run',
  open: 'Open',
  rename: 'Rename',
  keepThis: 'Keep',
  copy: 'To a file',
  remove: 'Delete',
  newName: 'New name',
  save: 'Save',
  cancel: 'Cancel',
  sure: 'Delete for good?',
  of: (action: string, run: string) => `${action}: ${run}`,
  removed: (run: string) => `${run} is deleted.`,
  faults,
  notSaved: (detail: string) => `The run could not be saved: ${detail}.`,
  resumed: {
    exact: (update: string) => `The run goes on from update ${update}, with its optimizer’s state.`,
    anew: (update: string) => `The run goes on from update ${update}. The file holds no optimizer’s state, so the optimizer begins anew.`,
    weights: () => 'The weights of the file are in the network now; updates and optimizer begin anew.',
  },
  fileRefused: (detail: string) => `The file could not be opened, and your run goes on unchanged: ${detail}.`,
  fileTooLarge: (size: string, most: string) => `The file has ${size}; files of up to ${most} are opened. Your run goes on unchanged.`,
  offer: (run: string, update: string, when: string) => `An earlier run is still here: ${run}, update ${update}, kept ${when}.`,
  resume: (update: string) => `Go on from update ${update}`,
};

export type RunsMessages = typeof enRuns;
