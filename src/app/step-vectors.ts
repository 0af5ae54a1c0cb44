/** What a step of a scan reads, from a snapshot and its weights: the input and the states before, for every layer, direction and the decoder. */
import { directionSuffix, layoutParameters } from '../model/parameters';
import type { Snapshot } from '../model/snapshot';
import { type ModelSpec, reservedTokens } from '../model/spec';
import { DECODER, placeOfScan } from '../views/scan-names';
import { findTensor, readLength } from '../views/series';

export type Vector = readonly number[];

/** A part of what a cell reads, by the letter that equations give it. */
export interface InputPart {
  /** `x`, or of a decoder also `a`, what the last answer was made of, or `context`. */
  readonly name: string;
  readonly values: Vector;
}

/** What a cell reads at a step: the embedded symbol or the values, or the states of the layer below; null where the snapshot does not tell. */
export function readInput(snapshot: Snapshot, scan: string, t: number): readonly InputPart[] | null {
  const { layer } = placeOfScan(scan);
  if (layer === null) return readDecoderInput(snapshot, t);
  const values = readLayerInput(snapshot, layer, t);
  return values && [{ name: 'x', values }];
}

/** What the encoder hands on at a source step: what its head, or a decoder's attention, reads. */
export function readEncoded(snapshot: Snapshot, t: number): Vector | null {
  return readLayerInput(snapshot, snapshot.model.encoder.hiddenSizes.length, t);
}

/** h before a step in the scan's own order: zeros before an encoder's first, what the encoder hands over before a decoder's. */
export function readHiddenBefore(snapshot: Snapshot, scan: string, t: number): Vector | null {
  return readBefore(snapshot, 'hidden', scan, t);
}

/** c before a step, likewise. */
export function readCellBefore(snapshot: Snapshot, scan: string, t: number): Vector | null {
  return readBefore(snapshot, 'cell', scan, t);
}

/** What a decoder's logits are made of where the new state asks: tanh(W_c [context, h]); null without that step. */
export function readCombined(snapshot: Snapshot, u: number): Vector | null {
  const [context, hidden] = [readStep(snapshot, 'context', u), readStep(snapshot, 'hidden.decoder', u)];
  const rows = readMatrix(snapshot, 'decoder.combine.weight');
  return context && hidden && rows && multiply(rows, [...context, ...hidden]).map(Math.tanh);
}

/** A parameter's rows; null where the network has none of that name or the snapshot no weights. */
export function readMatrix({ model, parameters }: Snapshot, name: string): readonly Vector[] | null {
  const found = layoutOf(model).byName.get(name);
  if (found === undefined || parameters === undefined) return null;
  const columns = found.shape[found.shape.length - 1];
  return Array.from({ length: found.size / columns }, (_, row) => {
    const from = found.offset + row * columns;
    return Array.from(parameters.slice(from, from + columns));
  });
}

const layouts = new WeakMap<ModelSpec, ReturnType<typeof layoutParameters>>();

export function layoutOf(model: ModelSpec): ReturnType<typeof layoutParameters> {
  const layout = layouts.get(model) ?? layoutParameters(model);
  layouts.set(model, layout);
  return layout;
}

export function multiply(rows: readonly Vector[], vector: Vector): Vector {
  return rows.map((row) => row.reduce((sum, weight, k) => sum + weight * vector[k], 0));
}

/** A step of a tensor [1, T, H]; null where there is none or no such step. */
export function readStep(snapshot: Snapshot, name: string, t: number): Vector | null {
  const tensor = findTensor(snapshot, name);
  if (tensor === undefined) return null;
  const [, T, H] = tensor.shape;
  return t < 0 || t >= T ? null : Array.from(tensor.data.slice(t * H, (t + 1) * H));
}

/** What layer `layer` reads; of the layer above the last one what the encoder hands on. */
function readLayerInput(snapshot: Snapshot, layer: number, t: number): Vector | null {
  const { input, encoder } = snapshot.model;
  const { inputs } = snapshot.batch;
  if (layer === 0) {
    if (input.kind === 'values') return Array.from(inputs.data.slice(t * input.size, (t + 1) * input.size));
    return readRow(snapshot, 'embedding.weight', inputs.data[t]);
  }
  const directions = encoder.bidirectional ? [false, true] : [false];
  const below = directions.map((reverse) => readStep(snapshot, `hidden.${directionSuffix(layer - 1, reverse)}`, t));
  const states = below.every((each) => each !== null) ? below.flat() : null;
  if (states === null || !encoder.residual || layer === 1) return states;
  const skipped = readLayerInput(snapshot, layer - 1, t);
  return skipped?.length === states.length ? states.map((value, k) => value + skipped[k]) : states;
}

function readDecoderInput(snapshot: Snapshot, u: number): readonly InputPart[] | null {
  const { output, encoder } = snapshot.model;
  if (output.kind !== 'decoder') return null;
  const before = u === 0 ? reservedTokens.indexOf('BOS') : snapshot.batch.targets.data[u - 1];
  const x = readRow(snapshot, 'decoder.embedding.weight', before);
  const parts = [{ name: 'x', values: x }];
  if (output.attention?.query === 'previous') parts.push({ name: 'context', values: readStep(snapshot, 'context', u) });
  if (output.attention?.inputFeeding) {
    const zeros = Array.from({ length: encoder.hiddenSizes[encoder.hiddenSizes.length - 1] }, () => 0);
    parts.push({ name: 'a', values: u === 0 ? zeros : readCombined(snapshot, u - 1) });
  }
  return parts.flatMap(({ name, values }) => (values === null ? [] : [{ name, values }])).length === parts.length
    ? parts.map(({ name, values }) => ({ name, values: values ?? [] }))
    : null;
}

function readRow({ model, parameters }: Snapshot, name: string, row: number): Vector | null {
  const table = layoutOf(model).byName.get(name);
  if (table === undefined || parameters === undefined) return null;
  const from = table.offset + row * table.shape[1];
  return Array.from(parameters.slice(from, from + table.shape[1]));
}

function readBefore(snapshot: Snapshot, state: 'hidden' | 'cell', scan: string, t: number): Vector | null {
  const tensor = findTensor(snapshot, `${state}.${scan}`);
  if (tensor === undefined) return null;
  const step = readStep(snapshot, `${state}.${scan}`, placeOfScan(scan).reverse ? t + 1 : t - 1);
  if (step !== null) return step;
  return scan === DECODER ? readHandedOver(snapshot, state) : Array.from({ length: tensor.shape[2] }, () => 0);
}

/** The state that a decoder begins with: the last layer's final one, or tanh of the bridge of both directions'. */
function readHandedOver(snapshot: Snapshot, state: 'hidden' | 'cell'): Vector | null {
  const { hiddenSizes, bidirectional } = snapshot.model.encoder;
  const last = hiddenSizes.length - 1;
  const length = readLength(snapshot, snapshot.batch.inputs.shape[1]);
  const forward = readStep(snapshot, `${state}.${directionSuffix(last, false)}`, length - 1);
  if (!bidirectional) return forward;
  const reverse = readStep(snapshot, `${state}.${directionSuffix(last, true)}`, 0);
  const [rows, bias] = ['weight', 'bias'].map((part) => readMatrix(snapshot, `decoder.bridge.${state}.${part}`));
  if (forward === null || reverse === null || rows === null || bias === null) return null;
  return multiply(rows, [...forward, ...reverse]).map((value, k) => Math.tanh(value + bias[0][k]));
}
