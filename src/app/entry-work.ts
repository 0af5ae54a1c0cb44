/** One number of a cell's weights worked out at a step: what it joins, its term in the sum there, and its share of the gradient that the step adds. */
import { equationsOf } from '../model/equations/cells';
import { projectionOf } from '../model/equations/equation';
import { gateNames } from '../model/gates';
import type { ParameterEntry } from '../model/parameters';
import { listScans, type ScanPlace } from '../model/scans';
import type { Snapshot } from '../model/snapshot';
import type { GateName } from '../views/quantity';
import type { MatrixKind } from '../views/weights/sheet';
import { momentOf, workCell } from './cell-work';
import { layoutOf, readHiddenBefore, readInput, readStep } from './step-vectors';

export interface EntryWork {
  readonly scan: string;
  readonly kind: MatrixKind;
  /** Null: the rnn's only block. */
  readonly gate: GateName | null;
  readonly unit: number;
  readonly column: number;
  /** Such as `W_hf[7, 3]`. */
  readonly symbol: string;
  /** What it weighs, such as `h[3]`; a bias weighs 1. */
  readonly weighs: string;
  readonly value: number | null;
  /** Of the whole example, and the update it was measured at; null where it is not measured. */
  readonly gradient: { readonly value: number; readonly update: number } | null;
  /** The number that it weighs at the step, and their product. */
  readonly read: number | null;
  readonly term: number | null;
  /** ∂L/∂a · what it weighs: the part of its gradient that this step adds. */
  readonly share: number | null;
  /** ∂L/∂a and the name of a, the sum that it is part of. */
  readonly arriving: { readonly symbol: string; readonly value: number } | null;
}

const kinds = [
  ['weightIh', 'input'],
  ['weightHh', 'recurrent'],
  ['biasIh', 'inputBias'],
  ['biasHh', 'recurrentBias'],
] as const;

/** Null where the network has no such number in its cells. */
export function workEntry(snapshot: Snapshot, entry: ParameterEntry, t: number): EntryWork | null {
  const found = findScan(snapshot, entry.parameter);
  if (found === null) return null;
  const { scan, kind } = found;
  const { gates, nodes } = equationsOf(snapshot.model.encoder);
  const { hiddenSize: H, name } = scan;
  const block = Math.floor(entry.row / H);
  const unit = entry.row % H;
  if (block >= gates.length) return null;
  const letter = gates[block];
  const node = nodes.find((each) => each.gate === letter);
  const names = gateNames[snapshot.model.encoder.cell];
  const isInput = kind === 'input' || kind === 'inputBias';
  const read = readWeighed(snapshot, name, t, kind, entry.column, node?.inputs.at(-1) ?? 'h');
  const value = readValue(snapshot, entry);
  const summed = isInput ? projectionOf(letter) : (node?.symbol ?? '');
  const arriving = readArriving(snapshot, { scan: name, t, unit }, summed);
  const isBias = kind === 'inputBias' || kind === 'recurrentBias';
  return {
    scan: name,
    kind,
    gate: block < names.length ? names[block] : null,
    unit,
    column: entry.column,
    symbol: `${isBias ? 'b' : 'W'}_${isInput ? 'i' : 'h'}${letter}[${String(unit)}${isBias ? '' : `, ${String(entry.column)}`}]`,
    weighs: isBias ? '1' : `${isInput ? 'x' : node?.inputs.at(-1) === 'h' ? 'h' : '(r⊙h)'}[${String(entry.column)}]`,
    value,
    gradient: readGradient(snapshot, entry),
    read,
    term: value === null || read === null ? null : value * read,
    share: arriving === null || read === null ? null : arriving * read,
    arriving: arriving === null ? null : { symbol: summed, value: arriving },
  };
}

function findScan({ model }: Snapshot, parameter: string): { readonly scan: ScanPlace; readonly kind: MatrixKind } | null {
  for (const scan of listScans(model)) for (const [key, kind] of kinds) if (scan[key] === parameter) return { scan, kind };
  return null;
}

/** From the snapshot's own weights, or, of a large network, from the instrument. */
function readValue({ model, parameters, instruments }: Snapshot, { parameter, row, column }: ParameterEntry): number | null {
  const place = layoutOf(model).byName.get(parameter);
  if (!place) return null;
  const at = row * (place.shape.length === 2 ? place.shape[1] : 1) + column;
  if (at >= place.size) return null;
  if (parameters !== undefined) return parameters[place.offset + at];
  const tensors = instruments?.weights?.tensors ?? {};
  return Object.hasOwn(tensors, `weight.${parameter}`) ? tensors[`weight.${parameter}`].data[at] : null;
}

function readGradient({ instruments }: Snapshot, { parameter, row, column }: ParameterEntry): EntryWork['gradient'] {
  const { tensors = {}, update = 0 } = instruments?.weights ?? {};
  const name = `weightGradient.${parameter}`;
  if (!Object.hasOwn(tensors, name)) return null;
  const { shape, data } = tensors[name];
  return { value: data[row * (shape.length === 2 ? shape[1] : 1) + column], update };
}

function readWeighed(snapshot: Snapshot, scan: string, t: number, kind: MatrixKind, column: number, vector: string): number | null {
  if (kind === 'inputBias' || kind === 'recurrentBias') return 1;
  if (kind === 'input') return readInput(snapshot, scan, t)?.flatMap(({ values }) => [...values])[column] ?? null;
  const before = readHiddenBefore(snapshot, scan, t)?.[column];
  if (before === undefined) return null;
  if (vector === 'h') return before;
  const reset = readStep(snapshot, `gates.${scan}.reset`, t)?.[column];
  return reset === undefined ? null : reset * before;
}

function readArriving(snapshot: Snapshot, place: { scan: string; t: number; unit: number }, symbol: string): number | null {
  const work = workCell(snapshot, place);
  return momentOf(work, work.operations.length - 1).gradients.get(symbol) ?? null;
}
