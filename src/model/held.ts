/** What interventions hold, as tensors that a plan made for edits takes beside its batch: of every number whether it is held, and at what. */
import type { Edit, Span } from './edits';
import type { Feed } from './executor';
import { type Batch, sizesOf } from './feed';
import { gateNames } from './gates';
import { listScans, stepsOfScan } from './scans';
import type { CellKind, ModelSpec } from './spec';

/** What is at least this is not held: no number that an edit may ask for comes near, and it is told by a comparison that NaN cannot disturb. */
export const NOT_HELD = 1e29;
/** What stands where nothing is held. */
const FREE = 1e30;

/** The tensor of a scan, [T, B, heldRows, H]: its gates in the order of their slots, then h, then an lstm's c. */
export function heldOf(scan: string): string {
  return `held.${scan}`;
}

/** The tensor of a decoder's attention, [U, B, T]; a row is held whole. */
export const HELD_ATTENTION = 'held.attention';

/** What a cell has that can be held: gates, h and, of an lstm, c. */
export const heldRows: Readonly<Record<CellKind, number>> = { rnn: 1, lstm: 6, gru: 4 };

/** Where h stands among them; c comes after it. */
function heldHidden(cell: CellKind): number {
  return gateNames[cell].length;
}

/** Every tensor of this kind that a plan for edits of this model asks for, time-major, at the batch's sizes. @param edits checked against model and batch. */
export function holdInputs(model: ModelSpec, batch: Batch, edits: readonly Edit[]): Feed['inputs'] {
  const { B, T, U } = sizesOf(batch);
  const { cell } = model.encoder;
  const E = heldRows[cell];
  const scans = listScans(model).map((place) => ({ ...place, T: stepsOfScan(place, batch).T }));
  const inputs = Object.fromEntries(scans.map((scan) => [heldOf(scan.name), new Float32Array(scan.T * B * E * scan.hiddenSize).fill(FREE)]));
  const hold = (name: string, row: number, unit: number | null, { from, to, example }: Span, value: number): void => {
    for (const scan of scans.filter((each) => each.name === name)) {
      const H = scan.hiddenSize;
      for (let t = from ?? 0; t <= (to ?? scan.T - 1); t++) {
        for (let b = example ?? 0; b <= (example ?? B - 1); b++) {
          const at = ((t * B + b) * E + row) * H;
          inputs[heldOf(name)].fill(value, at + (unit ?? 0), at + (unit ?? H - 1) + 1);
        }
      }
    }
  };
  const attends = model.output.kind === 'decoder' && model.output.attention !== null;
  if (attends) inputs[HELD_ATTENTION] = new Float32Array(U * B * T).fill(FREE);
  for (const edit of edits) {
    switch (edit.kind) {
      case 'gate':
        hold(edit.scan, gateNames[cell].indexOf(edit.gate), edit.unit ?? null, edit, edit.value);
        break;
      case 'state':
        hold(edit.scan, heldHidden(cell) + (edit.state === 'cell' ? 1 : 0), edit.unit ?? null, edit, edit.value);
        break;
      case 'zero':
        for (let row = heldHidden(cell); row < E; row++) hold(edit.scan, row, edit.unit, { example: edit.example }, 0);
        break;
      case 'attention':
        for (let b = edit.example ?? 0; b <= (edit.example ?? B - 1); b++) inputs[HELD_ATTENTION].set(edit.weights, (edit.step * B + b) * T);
        break;
      case 'weight':
      case 'copy':
        break; // what they change is written as parameters
      default:
        edit satisfies never;
    }
  }
  return inputs;
}
