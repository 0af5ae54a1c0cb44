/** The sequence as rows of marks on the time axis: input channels as bars or letters, then what was asked and answered. */
import type { Snapshot } from '../model/snapshot';
import type { Picture } from '../model/picture';
import { type Answer, readAnswers, type Symbols } from './answer';
import { findTensor, type Grid, readLength } from './series';
import { hueOfTag, type TagHue } from './outputs/tag-hues';
import { isVisible, type TimeAxis } from './time-axis';

export interface Letter {
  readonly t: number;
  readonly text: string;
  /** `blank`: the symbol that fills most of the sequence. */
  readonly tone: 'plain' | 'blank' | 'right' | 'wrong';
  /** Of the tag that was answered. */
  readonly hue?: TagHue;
}

export interface Bar {
  readonly t: number;
  readonly value: number;
  /** What was asked where `value` is what was answered. */
  readonly target: number | null;
}

export interface GridRow {
  readonly kind: 'grid';
  readonly role: 'input' | 'target' | 'prediction';
  /** Of each channel. */
  readonly names: readonly string[];
  /** Of the steps before the padding. */
  readonly grid: Grid;
  readonly low: number;
  readonly high: number;
  /** Bands of sound: drawn with the lowest at the bottom, and they can be heard. */
  readonly sound: boolean;
}

/** Answers that are looked at in a way of their own: what of it is drawn is laid out where it is drawn. */
export interface PictureRow {
  readonly kind: 'picture';
  readonly picture: Picture;
  readonly snapshot: Snapshot;
  readonly symbols: Symbols;
  /** The answers at every step that has a loss. */
  readonly answers: readonly Answer[];
}

/** From so many channels on they are drawn as one picture, not as bars one below the other. */
const FEWEST_CHANNELS = 4;

export type SequenceRow =
  | { readonly kind: 'letters'; readonly role: 'input' | 'target' | 'prediction'; readonly name: string | null; readonly letters: readonly Letter[] }
  | {
      readonly kind: 'bars';
      readonly role: 'input' | 'prediction';
      readonly name: string;
      readonly low: number;
      readonly high: number;
      readonly bars: readonly Bar[];
    }
  /** Many channels in one picture. */
  | GridRow
  | PictureRow
  /** One answer a sequence. */
  | { readonly kind: 'answers'; readonly t: number; readonly answers: readonly Answer[] };

type ClassAnswer = Extract<Answer, { kind: 'class' }>;
/** Loudness as it is drawn, whatever a network answers. */
const SOUND = { low: 0, high: 1 };

type ValueAnswer = Extract<Answer, { kind: 'value' }>;
type LetterRow = Extract<SequenceRow, { kind: 'letters' }>;

/** The rows from top to bottom, holding only the steps on the screen. */
export function layoutSequence(snapshot: Snapshot, symbols: Symbols, axis: TimeAxis): readonly SequenceRow[] {
  const picture = pictureRow(snapshot, symbols, axis);
  if (picture === null) return [...inputRows(snapshot, symbols, axis), ...answerRows(snapshot, symbols, axis)];
  return [...(drawsInputs(picture) ? [] : inputRows(snapshot, symbols, axis, picture)), picture];
}

/** The task's own picture of its answers, where it has one that fits the network: in a change of runs the two may be of different ones. */
function pictureRow(snapshot: Snapshot, symbols: Symbols, axis: TimeAxis): PictureRow | null {
  const { picture } = symbols;
  const { input, output } = snapshot.model;
  if (picture === undefined || output.kind !== 'every') return null;
  const fits = {
    forecast: output.loss === 'mse' && input.kind === 'values' && input.size === output.size && input.size < FEWEST_CHANNELS,
    detection: output.loss === 'bce' && output.size === 1,
    tags: output.loss === 'crossEntropy' && output.size === symbols.outputs.length,
  }[picture.kind];
  return fits ? { kind: 'picture', picture, snapshot, symbols, answers: readAnswers(snapshot, axis.T) } : null;
}

/** Whether the picture holds what is read too. */
export function drawsInputs({ picture, snapshot: { model } }: PictureRow): boolean {
  if (picture.kind === 'detection') return model.input.kind === 'values' && model.input.size < FEWEST_CHANNELS;
  return picture.kind === 'forecast';
}

/** A symbol as it is drawn: spaces and line ends become visible. */
export function visibleSymbol(name: string | undefined, id: number): string {
  if (name === undefined || name === '') return String(id);
  return name === ' ' ? '␣' : name === '\n' ? '↵' : name === '\t' ? '⇥' : name;
}

/** @param tagged whose answers colour the words that are read */
function inputRows(snapshot: Snapshot, symbols: Symbols, axis: TimeAxis, tagged: PictureRow | null = null): SequenceRow[] {
  const inputs = findTensor(snapshot, 'inputs');
  if (inputs === undefined) return [];
  if (snapshot.model.input.kind === 'tokens') {
    const ids = Array.from(inputs.data.subarray(0, readLength(snapshot, axis.T)));
    const blank = findBlank(ids);
    const hues = tagged?.picture.kind === 'tags' ? tagged.answers.map((a) => hueOfTag(symbols.outputs, a.prediction)) : [];
    const letters = ids.map((id, t): Letter => {
      return { t, text: visibleSymbol(symbols.inputs[id], id), tone: id === blank ? 'blank' : 'plain', ...(hues[t] && { hue: hues[t] }) };
    });
    return [{ kind: 'letters', role: 'input', name: null, letters: letters.filter(({ t }) => isVisible(axis, t)) }];
  }
  const { size } = snapshot.model.input;
  const length = readLength(snapshot, axis.T);
  if (size >= FEWEST_CHANNELS) {
    const grid = { T: length, H: size, values: inputs.data.subarray(0, length * size) };
    const sound = symbols.sound === 'inputs';
    return [
      {
        kind: 'grid',
        role: 'input',
        names: namesOf(symbols.inputs, size),
        grid,
        ...rangeOf(grid.values),
        sound,
      },
    ];
  }
  return Array.from({ length: size }, (_, channel): SequenceRow => {
    const values = Array.from({ length }, (__, t) => inputs.data[t * size + channel]);
    const bars = values.map((value, t): Bar => ({ t, value, target: null }));
    return {
      kind: 'bars',
      role: 'input',
      name: symbols.inputs[channel] ?? String(channel),
      ...rangeOf(values),
      bars: bars.filter(({ t }) => isVisible(axis, t)),
    };
  });
}

function answerRows(snapshot: Snapshot, symbols: Symbols, axis: TimeAxis): readonly SequenceRow[] {
  const answers = readAnswers(snapshot, axis.T);
  if (answers.length === 0) return [];
  if (snapshot.model.output.kind === 'last') return [{ kind: 'answers', t: answers[0].t, answers }];
  const visible = answers.filter(({ t }) => isVisible(axis, t));
  const classes = visible.filter((answer) => answer.kind === 'class');
  if (answers[0].kind === 'class') return classRows(classes, symbols);
  const values = answers.filter((answer) => answer.kind === 'value');
  const channels = Math.max(...values.map(({ channel }) => channel)) + 1;
  if (channels >= FEWEST_CHANNELS) return gridRows(values, channels, symbols);
  return Array.from({ length: channels }, (_, channel): SequenceRow => {
    const own = values.filter((answer) => answer.channel === channel);
    const bars = own.map((a): Bar => ({ t: a.t, value: a.prediction, target: a.target }));
    return {
      kind: 'bars',
      role: 'prediction',
      name: symbols.outputs[channel] ?? String(channel),
      ...rangeOf(own.flatMap((a) => [a.target, a.prediction])),
      bars: bars.filter(({ t }) => isVisible(axis, t)),
    };
  });
}

/** What was asked and what was answered as two pictures in the same colours; steps without a loss stay empty. */
function gridRows(values: readonly ValueAnswer[], channels: number, symbols: Symbols): readonly GridRow[] {
  const T = values[values.length - 1].t + 1;
  const sound = symbols.sound === 'outputs';
  const range = sound ? SOUND : rangeOf(values.flatMap(({ target, prediction }) => [target, prediction]));
  return (['target', 'prediction'] as const).map((role): GridRow => {
    const grid = { T, H: channels, values: new Float64Array(T * channels).fill(Number.NaN) };
    for (const answer of values) grid.values[answer.t * channels + answer.channel] = answer[role];
    return { kind: 'grid', role, names: namesOf(symbols.outputs, channels), grid, ...range, sound };
  });
}

function namesOf(names: readonly string[], channels: number): readonly string[] {
  return Array.from({ length: channels }, (_, channel) => names[channel] ?? String(channel));
}

/** What was asked and what was answered, a letter a step. */
function classRows(classes: readonly ClassAnswer[], symbols: Symbols): readonly LetterRow[] {
  const target = classes.map((a): Letter => ({ t: a.t, text: visibleSymbol(symbols.outputs[a.target], a.target), tone: 'plain' }));
  const prediction = classes.map((a): Letter => {
    return { t: a.t, text: visibleSymbol(symbols.outputs[a.prediction], a.prediction), tone: a.prediction === a.target ? 'right' : 'wrong' };
  });
  return [
    { kind: 'letters', role: 'target', name: null, letters: target },
    { kind: 'letters', role: 'prediction', name: null, letters: prediction },
  ];
}

/** The rows of a decoder's answers on the axis of target steps. */
export function decodedRows(answers: readonly ClassAnswer[], symbols: Symbols, axis: TimeAxis): readonly LetterRow[] {
  return classRows(
    answers.filter(({ t }) => isVisible(axis, t)),
    symbols,
  );
}

/** The id of more than half of the sequence, or none. */
function findBlank(ids: readonly number[]): number | null {
  const counts = new Map<number, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most[1] > ids.length / 2 ? most[0] : null;
}

/** 0 to 1 where the values lie there; else ± the next 1, 2 or 5 times a power of ten, from 0 where none is negative. */
export function rangeOf(values: ArrayLike<number>): { readonly low: number; readonly high: number } {
  const finite = Array.from(values).filter((value) => Number.isFinite(value));
  const largest = finite.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const signed = finite.some((value) => value < 0);
  const power = 10 ** Math.floor(Math.log10(largest || 1));
  const high = largest <= 1 ? 1 : ([1, 2, 5, 10].find((k) => k * power >= largest * (1 - 1e-9)) ?? 10) * power;
  return { low: signed ? -high : 0, high };
}
