/** A network's parameters: PyTorch's names and shapes, in one flat layout that every engine shares. */
import { elementCount } from '../core/tensor';
import { type CellKind, directionCount, type EncoderSpec, type HeadSpec, inputWidth, type ModelSpec, type DecoderSpec } from './spec';

/** Each parameter starts at a multiple of this many elements (256 bytes), so that a GPU can bind it alone. */
const ALIGNMENT = 64;

export interface Parameter {
  readonly name: string;
  readonly shape: readonly number[];
  /** First element in the flat layout. */
  readonly offset: number;
  readonly size: number;
}

export interface ParameterLayout {
  readonly list: readonly Parameter[];
  readonly byName: ReadonlyMap<string, Parameter>;
  /** Elements of the flat array, padding included; the padding stays 0. */
  readonly length: number;
  /** Elements that are parameters, padding not included. */
  readonly count: number;
}

/** Gates a cell has in its packed matrices: rnn 1, lstm 4 (i f g o), gru 3 (r z n). */
export const gateCount: Readonly<Record<CellKind, number>> = { rnn: 1, lstm: 4, gru: 3 };

type Entry = readonly [name: string, shape: readonly number[]];

/** The parameters of a model in state_dict order, with their place in the flat layout. */
export function layoutParameters(model: ModelSpec): ParameterLayout {
  const entries: Entry[] = [];
  if (model.input.kind === 'tokens') entries.push(['embedding.weight', [model.input.vocabSize, model.input.embeddingSize]]);
  entries.push(...encoderEntries(model));
  const { output } = model;
  const width = encoderWidth(model.encoder);
  entries.push(...(output.kind === 'decoder' ? decoderEntries(model.encoder, output, width) : headEntries(output, width)));
  return place(entries);
}

/** Width D of the encoder's outputs: H of the last layer, twice that when bidirectional. */
export function encoderWidth(encoder: EncoderSpec): number {
  return lastHiddenSize(encoder) * directionCount(encoder);
}

export function lastHiddenSize(encoder: EncoderSpec): number {
  return encoder.hiddenSizes[encoder.hiddenSizes.length - 1];
}

/** `l{k}` or `l{k}_reverse`: how PyTorch names a layer's direction. */
export function directionSuffix(layer: number, reverse: boolean): string {
  return `l${String(layer)}${reverse ? '_reverse' : ''}`;
}

function encoderEntries(model: ModelSpec): Entry[] {
  const { encoder } = model;
  const G = gateCount[encoder.cell];
  const directions = directionCount(encoder);
  const entries: Entry[] = [];
  let width = inputWidth(model.input);
  encoder.hiddenSizes.forEach((H, layer) => {
    for (let direction = 0; direction < directions; direction++) {
      const suffix = directionSuffix(layer, direction === 1);
      entries.push(
        [`encoder.weight_ih_${suffix}`, [G * H, width]],
        [`encoder.weight_hh_${suffix}`, [G * H, H]],
        [`encoder.bias_ih_${suffix}`, [G * H]],
        [`encoder.bias_hh_${suffix}`, [G * H]],
      );
    }
    width = H * directions;
  });
  return entries;
}

function headEntries(head: HeadSpec, encoderOutput: number): Entry[] {
  const entries: Entry[] = [];
  let width = encoderOutput;
  head.hidden.forEach((dense, k) => {
    entries.push([`head.hidden.${String(k)}.weight`, [dense.size, width]], [`head.hidden.${String(k)}.bias`, [dense.size]]);
    width = dense.size;
  });
  entries.push(['head.output.weight', [head.size, width]], ['head.output.bias', [head.size]]);
  return entries;
}

function decoderEntries(encoder: EncoderSpec, decoder: DecoderSpec, D: number): Entry[] {
  const H = lastHiddenSize(encoder);
  const G = gateCount[encoder.cell];
  const { attention, vocabSize: V, embeddingSize: E } = decoder;
  const previous = attention?.query === 'previous';
  const cellInput = E + (previous ? D : attention?.inputFeeding ? H : 0);
  const entries: Entry[] = [
    ['decoder.embedding.weight', [V, E]],
    ['decoder.cell.weight_ih', [G * H, cellInput]],
    ['decoder.cell.weight_hh', [G * H, H]],
    ['decoder.cell.bias_ih', [G * H]],
    ['decoder.cell.bias_hh', [G * H]],
  ];
  if (encoder.bidirectional) {
    entries.push(['decoder.bridge.hidden.weight', [H, 2 * H]], ['decoder.bridge.hidden.bias', [H]]);
    if (encoder.cell === 'lstm') entries.push(['decoder.bridge.cell.weight', [H, 2 * H]], ['decoder.bridge.cell.bias', [H]]);
  }
  if (attention?.score === 'general') entries.push(['decoder.attention.weight', [H, D]]);
  if (attention?.score === 'additive') {
    entries.push(['decoder.attention.query.weight', [H, H]], ['decoder.attention.key.weight', [H, D]], ['decoder.attention.score.weight', [1, H]]);
  }
  if (attention?.query === 'current') entries.push(['decoder.combine.weight', [H, D + H]]);
  entries.push(['decoder.output.weight', [V, previous ? H + D : H]], ['decoder.output.bias', [V]]);
  return entries;
}

function place(entries: readonly Entry[]): ParameterLayout {
  let offset = 0;
  let count = 0;
  const list = entries.map(([name, shape]): Parameter => {
    const size = elementCount(shape);
    const parameter = { name, shape, offset, size };
    offset = Math.ceil((offset + size) / ALIGNMENT) * ALIGNMENT;
    count += size;
    return parameter;
  });
  return { list, byName: new Map(list.map((parameter) => [parameter.name, parameter])), length: offset, count };
}

/** One number of a parameter; a bias has one column. */
export interface ParameterEntry {
  readonly parameter: string;
  readonly row: number;
  readonly column: number;
}
