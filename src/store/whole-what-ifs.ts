/** The interventions that can be opened by name, all on the trained network that comes with the page, each one row of the table. */
import type { Edit } from '../model/edits';
import { initialCursor } from './cursor';
import { createDefaultRun } from './default-run';
import { getTask } from '../tasks/table';
import { type Link, type LinkedView, viewOf } from './permalink';

export const wholeWhatIfNames = ['wipeState', 'forgetOnce', 'neverForget', 'closedInput', 'silentUnit'] as const;

export type WholeWhatIfName = (typeof wholeWhatIfNames)[number];

interface Row {
  readonly edits: readonly Edit[];
  /** Where the cursor stands. */
  readonly view: Partial<LinkedView>;
}

const l0 = { scan: 'l0', example: null } as const;

const rows: Readonly<Record<WholeWhatIfName, Row>> = {
  /** Half way through, both states are 0: nothing of what was read is left. */
  wipeState: {
    edits: (['cell', 'hidden'] as const).map((state) => ({ kind: 'state', ...l0, state, unit: null, from: 10, to: 10, value: 0 })),
    view: { t: 12, unit: 4, gate: 'cell' },
  },
  /** Half way through, the forget gates close for one step: c goes, but h of the step before still tells the gates what to write. */
  forgetOnce: { edits: [{ kind: 'gate', ...l0, gate: 'forget', unit: null, from: 10, to: 10, value: 0 }], view: { t: 12, unit: 4, gate: 'cell' } },
  /** Nothing is ever forgotten: every cell keeps and adds. */
  neverForget: {
    edits: [{ kind: 'gate', ...l0, gate: 'forget', unit: null, from: null, to: null, value: 1 }],
    view: { t: 12, unit: 4, gate: 'cell' },
  },
  /** The symbol at the first step is not let in. */
  closedInput: { edits: [{ kind: 'gate', ...l0, gate: 'input', unit: null, from: 0, to: 0, value: 0 }], view: { t: 0, unit: 4, gate: 'input' } },
  /** One unit says nothing at all. */
  silentUnit: { edits: [{ kind: 'zero', scan: 'l0', unit: 4, example: null }], view: { t: 10, unit: 4, gate: 'hidden' } },
};

/** The link of a name: the trained run, its interventions, the cursor. */
export function wholeWhatIf(name: WholeWhatIfName): Link {
  const { edits, view } = rows[name];
  const run = createDefaultRun(getTask('recall'));
  return { run, engine: 'auto', ran: null, weights: 'shipped', example: 0, view: { ...viewOf(initialCursor), ...view }, edits };
}
