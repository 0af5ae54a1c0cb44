/** Turns what a file or a page holds into interventions on a network, or says which field of which cannot be. */
import * as v from 'valibot';
import { InputError } from '../core/errors';
import type { AttentionEdit, CopyEdit, Edit, GateEdit, Span, StateEdit, WeightEdit, ZeroEdit } from './edits';
import { type Batch, lengthsOf, sizesOf } from './feed';
import { gateNames } from './gates';
import { layoutParameters } from './parameters';
import { listScans, type ScanPlace, stepsOfScan } from './scans';
import { byKind, inRange, integer, number, type NumberRange, object, parseWith, word } from './schema';
import type { ModelSpec } from './spec';

/** More than a person makes. */
const MOST_EDITS = 10_000;
/** Far below the number that stands for "not held". */
const LARGEST_VALUE = 1_000_000;
/** What a weight, a gate or a state may be set to: the same for files, permalinks and the page's field. */
export const editedValue = { type: 'number', min: -LARGEST_VALUE, max: LARGEST_VALUE } as const satisfies NumberRange;
/** By how much a row of attention may miss 1. */
const ATTENTION_SLACK = 1e-4;

const LARGEST_INDEX = 1_000_000_000;
const name = v.string('must be a name');
const index = integer(0, LARGEST_INDEX);
const anyIndex = v.nullish(index, null);
const value = inRange(editedValue);
const span = { from: anyIndex, to: anyIndex, example: anyIndex };

const schema = byKind('"weight", "gate", "state", "zero", "copy", "attention"', [
  object({ kind: v.literal('weight'), parameter: name, row: index, column: anyIndex, value }),
  object({
    kind: v.literal('gate'),
    scan: name,
    gate: word('input', 'forget', 'candidate', 'output', 'reset', 'update'),
    unit: anyIndex,
    ...span,
    value,
  }),
  object({ kind: v.literal('state'), scan: name, state: word('hidden', 'cell'), unit: anyIndex, ...span, value }),
  object({ kind: v.literal('zero'), scan: name, unit: index, example: anyIndex }),
  object({ kind: v.literal('copy'), scan: name, from: index, to: index }),
  object({
    kind: v.literal('attention'),
    step: index,
    weights: v.pipe(v.array(number(0, 1 + ATTENTION_SLACK), 'must be a list of numbers'), v.minLength(1, 'must not be empty')),
    example: anyIndex,
  }),
]);

/**
 * The interventions that `given` lists, what is left out filled in as null, each checked against the network.
 * @throws InputError naming the field, as `edits[2].unit`, what must hold and what was given.
 */
export function parseEdits(given: unknown, model: ModelSpec, root = 'edits'): readonly Edit[] {
  if (!Array.isArray(given)) throw new InputError(root, 'must be a list of edits', given);
  if (given.length > MOST_EDITS) throw new InputError(root, `must be at most ${String(MOST_EDITS)} edits`, `${String(given.length)} edits`);
  return given.map((each: unknown, k) => {
    const where = `${root}[${String(k)}]`;
    const edit: Edit = parseWith(schema, each, where);
    checkFitsModel(edit, model, where);
    return edit;
  });
}

/**
 * @param edits of `parseEdits` for the batch's model.
 * @param isExempt which of them may miss the batch.
 * @throws InputError for a step, row or weight of attention that the batch has not.
 */
export function checkEditsFitBatch(edits: readonly Edit[], model: ModelSpec, batch: Batch, isExempt: (edit: Edit) => boolean = () => false): void {
  const { B, T, U } = sizesOf(batch);
  edits.forEach((edit, k) => {
    if (isExempt(edit)) return;
    const where = `edits[${String(k)}]`;
    if ('example' in edit) checkBelow(`${where}.example`, edit.example, B, 'sequences of the batch');
    if (edit.kind === 'gate' || edit.kind === 'state') {
      const { T: steps } = stepsOfScan(getScan(edit, model, where), batch);
      checkBelow(`${where}.from`, edit.from, steps, 'steps of the scan');
      checkBelow(`${where}.to`, edit.to, steps, 'steps of the scan');
    }
    if (edit.kind !== 'attention') return;
    checkBelow(`${where}.step`, edit.step, U, 'target steps');
    if (edit.weights.length !== T)
      throw new InputError(`${where}.weights`, `must be ${String(T)} numbers, one a source step`, `${String(edit.weights.length)} numbers`);
    lengthsOf(batch).forEach((length, b) => {
      if (edit.example !== null && edit.example !== undefined && edit.example !== b) return;
      const past = edit.weights.findIndex((weight, j) => j >= length && weight > 0);
      if (past < 0) return;
      throw new InputError(
        `${where}.weights[${String(past)}]`,
        `must be 0 past the ${String(length)} steps of sequence ${String(b)}`,
        edit.weights[past],
      );
    });
  });
}

function checkFitsModel(edit: Edit, model: ModelSpec, where: string): void {
  switch (edit.kind) {
    case 'weight':
      checkWeight(edit, model, where);
      return;
    case 'gate':
      checkGate(edit, model, where);
      return;
    case 'state':
      checkState(edit, model, where);
      return;
    case 'zero':
      checkUnit(`${where}.unit`, edit.unit, getScan(edit, model, where));
      return;
    case 'copy':
      checkUnit(`${where}.from`, edit.from, getScan(edit, model, where));
      checkUnit(`${where}.to`, edit.to, getScan(edit, model, where));
      return;
    case 'attention':
      checkAttention(edit, model, where);
      return;
    default:
      edit satisfies never;
  }
}

function checkWeight({ parameter, row, column }: WeightEdit, model: ModelSpec, where: string): void {
  const found = layoutParameters(model).byName.get(parameter);
  if (!found) throw new InputError(`${where}.parameter`, 'must be the name of a parameter of the network', parameter);
  const [rows, columns] = found.shape;
  checkBelow(`${where}.row`, row, rows, `rows of ${parameter}`);
  if (found.shape.length > 1) {
    if (column === null) throw new InputError(`${where}.column`, `must be given: ${parameter} is a matrix`, undefined);
    checkBelow(`${where}.column`, column, columns, `columns of ${parameter}`);
  } else if (column !== null) {
    throw new InputError(`${where}.column`, `must be left out: ${parameter} is a vector`, column);
  }
}

function checkGate(edit: GateEdit, model: ModelSpec, where: string): void {
  const scan = getScan(edit, model, where);
  const { cell } = model.encoder;
  const gates = gateNames[cell];
  if (gates.length === 0) throw new InputError(`${where}.gate`, 'must not be there: the cell "rnn" has no gates', edit.gate);
  if (!gates.includes(edit.gate)) throw new InputError(`${where}.gate`, `must be a gate of the cell "${cell}": ${gates.join(', ')}`, edit.gate);
  checkUnit(`${where}.unit`, edit.unit, scan);
  checkSpan(edit, where);
}

function checkState(edit: StateEdit, model: ModelSpec, where: string): void {
  const scan = getScan(edit, model, where);
  const { cell } = model.encoder;
  if (edit.state === 'cell' && cell !== 'lstm') {
    throw new InputError(`${where}.state`, `must be "hidden": the cell "${cell}" has no state c beside h`, edit.state);
  }
  checkUnit(`${where}.unit`, edit.unit, scan);
  checkSpan(edit, where);
}

function checkAttention({ step, weights }: AttentionEdit, { output }: ModelSpec, where: string): void {
  if (output.kind !== 'decoder' || output.attention === null) throw new InputError(where, 'must not be there: the network has no attention', step);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (Math.abs(sum - 1) > ATTENTION_SLACK) throw new InputError(`${where}.weights`, 'must add up to 1', sum);
}

function getScan({ scan }: GateEdit | StateEdit | ZeroEdit | CopyEdit, model: ModelSpec, where: string): ScanPlace {
  const scans = listScans(model);
  const found = scans.find((place) => place.name === scan);
  if (!found) throw new InputError(`${where}.scan`, `must be one of ${scans.map((place) => `"${place.name}"`).join(', ')}`, scan);
  return found;
}

function checkUnit(where: string, unit: number | null | undefined, { name: scan, hiddenSize }: ScanPlace): void {
  checkBelow(where, unit, hiddenSize, `units of ${scan}`);
}

function checkSpan({ from, to }: Span, where: string): void {
  if (typeof from === 'number' && typeof to === 'number' && to < from) {
    throw new InputError(`${where}.to`, `must be at least \`from\`, ${String(from)}`, to);
  }
}

function checkBelow(where: string, given: number | null | undefined, count: number, what: string): void {
  if (typeof given !== 'number' || given < count) return;
  throw new InputError(where, `must be from 0 to ${String(count - 1)}, the ${what}`, given);
}
