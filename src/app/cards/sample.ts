/** One example of a task as marks to be drawn: what is read and what is asked, in the task's own symbols. */
import { type Batch, lengthsOf, targetLengthsOf } from '../../model/feed';
import { type InputSpec, type OutputSpec, reservedTokens } from '../../model/spec';
import type { Symbols } from '../../tasks/task';
import { visibleSymbol } from '../../views/sequence-layout';

/** From so many channels on they are one picture. */
const FEWEST_CHANNELS = 4;
const EOS = reservedTokens.indexOf('EOS');

interface Step {
  readonly read: string;
  /** What is asked at this step; null where nothing is asked step by step. */
  readonly asked: string | null;
}

export type SampleRow =
  /** Symbol by symbol; `words`: with spaces between. */
  | { readonly kind: 'steps'; readonly role: 'read' | 'asked'; readonly words: boolean; readonly steps: readonly Step[] }
  | { readonly kind: 'curve'; readonly role: 'read' | 'asked'; readonly name: string; readonly values: readonly number[] }
  /** Channels over time, the first channel at the top, step by step in `values`. */
  | {
      readonly kind: 'picture';
      readonly role: 'read' | 'asked';
      readonly channels: number;
      readonly sound: boolean;
      readonly values: readonly number[];
    }
  | { readonly kind: 'number'; readonly role: 'asked'; readonly name: string; readonly value: number };

export type Sample = readonly SampleRow[];

interface Example {
  /** Of one row. */
  readonly batch: Batch;
  readonly input: InputSpec;
  readonly output: OutputSpec;
  readonly symbols: Symbols;
}

export function readSample(example: Example): Sample {
  const asked = readAsked(example);
  const { batch, input, symbols } = example;
  const length = lengthsOf(batch)[0];
  if (input.kind === 'values') {
    const read = readChannels('read', batch.inputs.data.subarray(0, length * input.size), input.size, symbols.inputs, symbols.sound === 'inputs');
    return [...read, ...(asked.kind === 'steps' ? [stepsOf(asked.steps)] : asked.rows)];
  }
  const names = Array.from(batch.inputs.data.subarray(0, length), (id) => nameOf(symbols.inputs, id));
  // Where only what comes next is asked, the last of it is all that the symbols read do not show.
  if (asked.kind === 'steps' && asked.steps.every((each, t) => t === names.length - 1 || each === names[t + 1])) {
    return [
      { kind: 'steps', role: 'read', words: areWords(names), steps: names.map((read) => ({ read, asked: null })) },
      stepsOf(asked.steps.slice(-1)),
    ];
  }
  const steps = names.map((read, t) => ({ read, asked: asked.kind === 'steps' ? (asked.steps[t] ?? null) : null }));
  return [{ kind: 'steps', role: 'read', words: areWords(names), steps }, ...(asked.kind === 'steps' ? [] : asked.rows)];
}

type Asked = { readonly kind: 'steps'; readonly steps: readonly string[] } | { readonly kind: 'rows'; readonly rows: readonly SampleRow[] };

function readAsked({ batch, output, symbols }: Example): Asked {
  const { data } = batch.targets;
  if (output.kind === 'decoder') {
    const ids = Array.from(data.subarray(0, targetLengthsOf(batch)[0])).filter((id) => id !== EOS);
    return { kind: 'rows', rows: [stepsOf(ids.map((id) => nameOf(symbols.outputs, id)))] };
  }
  if (output.kind === 'last') {
    if (output.loss === 'crossEntropy') return { kind: 'rows', rows: [stepsOf([nameOf(symbols.outputs, data[0])])] };
    return { kind: 'rows', rows: Array.from(data, (value, k) => ({ kind: 'number', role: 'asked', name: nameOf(symbols.outputs, k), value })) };
  }
  const length = lengthsOf(batch)[0];
  if (output.loss === 'crossEntropy') return { kind: 'steps', steps: Array.from(data.subarray(0, length), (id) => nameOf(symbols.outputs, id)) };
  const { size } = output;
  // Of several answers at once, those that hold.
  if (output.loss === 'bce' && size > 1) {
    const sets = Array.from({ length }, (_, t) => symbols.outputs.filter((__, k) => data[t * size + k] === 1).join(''));
    return { kind: 'steps', steps: sets };
  }
  return { kind: 'rows', rows: readChannels('asked', data.subarray(0, length * size), size, symbols.outputs, symbols.sound === 'outputs') };
}

function readChannels(role: 'read' | 'asked', values: ArrayLike<number>, channels: number, names: readonly string[], sound: boolean): Sample {
  if (channels >= FEWEST_CHANNELS) return [{ kind: 'picture', role, channels, sound, values: Array.from(values) }];
  const length = values.length / channels;
  return Array.from({ length: channels }, (_, channel) => ({
    kind: 'curve',
    role,
    name: nameOf(names, channel),
    values: Array.from({ length }, (__, t) => values[t * channels + channel]),
  }));
}

function stepsOf(names: readonly string[]): SampleRow {
  return { kind: 'steps', role: 'asked', words: areWords(names), steps: names.map((read) => ({ read, asked: null })) };
}

function nameOf(names: readonly string[], id: number): string {
  return visibleSymbol(names[id], id);
}

function areWords(names: readonly string[]): boolean {
  return names.some((name) => name.length > 1);
}
