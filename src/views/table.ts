/** What the pictures show as tables: for screen readers and for the eye limited in size, as CSV whole and with every digit. */
import { type Attention, attentionAt, attentionRow } from './attention-layout';
import { entropyOf } from './attention/entropy';
import type { GridRow, PictureRow } from './sequence-layout';
import { type Decimal, formatValue } from './format';
import type { QuantityName } from './quantity';
import { normsOf, type Scan, valueAt } from './series';

/** A heatmap, the gradient's norms, a decoder's attention, or many channels that are read, asked or answered. */
export type TableKey = QuantityName | 'gradient' | 'attention' | 'answers' | GridKey;
type GridKey = `channels.${GridRow['role']}`;

export interface Table {
  readonly head: readonly string[];
  /** A row a step, the step first. */
  readonly rows: readonly (readonly number[])[];
}

/** The whole table: a row a step of the sequence, a column a unit or a norm. */
export function tableOf(scan: Scan, key: Exclude<TableKey, 'attention' | 'answers' | GridKey>): Table {
  const steps = Array.from({ length: scan.length }, (_, t) => t);
  if (key === 'gradient') {
    const norms = [scan.hiddenGradient, scan.cellGradient].filter((grid) => grid !== null).map(normsOf);
    return { head: ['t', 'hiddenGradient', 'cellGradient'].slice(0, norms.length + 1), rows: steps.map((t) => [t, ...norms.map((norm) => norm[t])]) };
  }
  const grid = scan.grids.get(key);
  const units = Array.from({ length: grid ? grid.H : 0 }, (_, unit) => unit);
  return {
    head: ['t', ...units.map((unit) => `${key}_${unit}`)],
    rows: grid ? steps.map((t) => [t, ...units.map((unit) => valueAt(grid, t, unit))]) : [],
  };
}

/** What a column of entropies is called in files. */
export const ENTROPY = 'entropy_bits';

/** The weights of a decoder: a row a target step, a column a source step, at the end the row's entropy in bits. */
export function attentionTable(attention: Attention): Table {
  const sources = Array.from({ length: attention.S }, (_, s) => s);
  const rows = Array.from({ length: attention.length }, (_, u) => [
    u,
    ...sources.map((s) => attentionAt(attention, u, s)),
    entropyOf(attentionRow(attention, u)),
  ]);
  return { head: ['u', ...sources.map((s) => `attention_${s}`), ENTROPY], rows };
}

export function keyOf({ role }: GridRow): GridKey {
  return `channels.${role}`;
}

/** Many channels: a row a step, a column a channel. */
export function channelTable({ grid, names }: GridRow): Table {
  return { head: ['t', ...names], rows: Array.from({ length: grid.T }, (_, t) => [t, ...names.map((__, channel) => valueAt(grid, t, channel))]) };
}

/** Answers that have a picture of their own: a row a step, what was asked and answered of each value, or of a class its number with its probability. */
export function answersTable({ answers, symbols, snapshot: { model } }: PictureRow): Table {
  if (answers.some(({ kind }) => kind === 'class')) {
    const rows = answers.flatMap((a) => (a.kind === 'class' ? [[a.t, a.target, a.prediction, a.probability]] : []));
    return { head: ['t', 'asked', 'answered', 'probability'], rows };
  }
  const size = model.output.kind === 'decoder' ? 0 : model.output.size;
  const names = Array.from({ length: size }, (_, channel) => symbols.outputs[channel] ?? String(channel));
  const rows = new Map<number, number[]>();
  for (const answer of answers) rows.set(answer.t, [...(rows.get(answer.t) ?? [answer.t]), answer.target, answer.prediction]);
  return { head: ['t', ...names.flatMap((name) => [`${name} asked`, `${name} answered`])], rows: [...rows.values()] };
}

/** Rows `first` … `first + count - 1` and the first `columns` numbers of each, written to four digits. */
export function cutTable(
  table: Table,
  first: number,
  count: number,
  columns: number,
  decimal: Decimal = '.',
): { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  const rows = table.rows
    .slice(first, first + count)
    .map(([t, ...values]) => [String(t), ...values.slice(0, columns).map((value) => formatValue(value, decimal))]);
  return { head: table.head.slice(0, columns + 1), rows };
}

/** Comma separated values, every number with all its digits, lines ended as RFC 4180 asks. */
export function writeCsv({ head, rows }: { readonly head: readonly string[]; readonly rows: readonly (readonly (number | string)[])[] }): string {
  return [head, ...rows].map((row) => row.map(quote).join(',')).join('\r\n') + '\r\n';
}

/** In quotes where the text would else end its field. */
function quote(value: number | string): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
