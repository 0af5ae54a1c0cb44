/**
 * The matrices of one scan as a sheet: a block a gate, in the packed order, a row a unit in each, and as columns what the unit reads: its input,
 * every unit's state of the step before, and the two biases.
 */
import type { Numbers } from '../../core/tensor';
import type { WeightSheets } from '../../model/instruments';
import type { ParameterEntry } from '../../model/parameters';
import type { CellKind } from '../../model/spec';
import type { GateName } from '../quantity';
import { DECODER } from '../scan-names';

export type MatrixKind = 'input' | 'recurrent' | 'inputBias' | 'recurrentBias';

export interface SheetMatrix {
  readonly kind: MatrixKind;
  readonly parameter: string;
  readonly columns: number;
  /** Its first column among all of the sheet. */
  readonly first: number;
  readonly weights: Numbers;
  readonly gradient: Numbers;
}

export interface Sheet {
  readonly scan: string;
  readonly H: number;
  /** Null: the rnn's only block. */
  readonly gates: readonly (GateName | null)[];
  readonly matrices: readonly SheetMatrix[];
  readonly columns: number;
}

/** Weights themselves, or what the example pulls at them. */
export type SheetSide = 'weights' | 'gradient';

/** A place in the sheet: the block's number, the unit whose row it is, and the column among all. */
export interface SheetPlace {
  readonly block: number;
  readonly unit: number;
  readonly column: number;
}

const kinds = [
  ['input', 'weight_ih'],
  ['recurrent', 'weight_hh'],
  ['inputBias', 'bias_ih'],
  ['recurrentBias', 'bias_hh'],
] as const;

/** The blocks of the packed matrices from the top, in PyTorch's order. */
const packed: Readonly<Record<CellKind, readonly (GateName | null)[]>> = {
  rnn: [null],
  lstm: ['input', 'forget', 'candidate', 'output'],
  gru: ['reset', 'update', 'candidate'],
};

/** What a scan's parameters are called in files. */
function nameOf(scan: string, part: string): string {
  return scan === DECODER ? `decoder.cell.${part}` : `encoder.${part}_${scan}`;
}

/** The sheet of a scan; null where it was not measured. */
export function readSheet(cell: CellKind, { tensors }: Pick<WeightSheets, 'tensors'>, scan: string): Sheet | null {
  const matrices: SheetMatrix[] = [];
  let first = 0;
  for (const [kind, key] of kinds) {
    const parameter = nameOf(scan, key);
    if (!Object.hasOwn(tensors, `weight.${parameter}`)) return null;
    const { shape, data } = tensors[`weight.${parameter}`];
    const columns = shape.length === 2 ? shape[1] : 1;
    matrices.push({ kind, parameter, columns, first, weights: data, gradient: tensors[`weightGradient.${parameter}`].data });
    first += columns;
  }
  return { scan, H: matrices[1].columns, gates: packed[cell], matrices, columns: first };
}

/** The matrix that a column lies in. */
export function matrixAt({ matrices }: Sheet, column: number): SheetMatrix {
  return matrices.findLast(({ first }) => column >= first) ?? matrices[0];
}

export function readEntry(sheet: Sheet, side: SheetSide, { block, unit, column }: SheetPlace): number {
  const matrix = matrixAt(sheet, column);
  return matrix[side][(block * sheet.H + unit) * matrix.columns + column - matrix.first];
}

/** The number's own name: its parameter, row and column in the file. */
export function entryOf(sheet: Sheet, { block, unit, column }: SheetPlace): ParameterEntry {
  const { parameter, first } = matrixAt(sheet, column);
  return { parameter, row: block * sheet.H + unit, column: column - first };
}

/** Where a number lies in the sheet; null where it is none of its. */
export function placeOfEntry(sheet: Sheet, { parameter, row, column }: ParameterEntry): SheetPlace | null {
  const matrix = sheet.matrices.find((each) => each.parameter === parameter);
  if (!matrix || column >= matrix.columns || row >= sheet.gates.length * sheet.H) return null;
  return { block: Math.floor(row / sheet.H), unit: row % sheet.H, column: matrix.first + column };
}

/** The largest finite magnitude of a side. */
export function largestOf({ matrices }: Sheet, side: SheetSide): number {
  let most = 0;
  for (const matrix of matrices) {
    for (const value of matrix[side]) if (Number.isFinite(value) && Math.abs(value) > most) most = Math.abs(value);
  }
  return most;
}

/** The smallest power of two that no weight exceeds: a range that stays while they move a little. */
export function weightRange(sheet: Sheet): number {
  const most = largestOf(sheet, 'weights');
  return most === 0 ? 1 : 2 ** Math.ceil(Math.log2(most));
}

/** How the weights of a block are spread: counts of `bins` bins from -range to range, over both matrices and biases. */
export function countBlock({ H, matrices }: Sheet, side: SheetSide, block: number, range: number, bins: number): Int32Array {
  const counts = new Int32Array(bins);
  for (const matrix of matrices) {
    const from = block * H * matrix.columns;
    for (let k = from; k < from + H * matrix.columns; k++) {
      const at = Math.floor(((matrix[side][k] + range) / (2 * range)) * bins);
      if (!Number.isNaN(at)) counts[Math.max(0, Math.min(bins - 1, at))]++;
    }
  }
  return counts;
}
