/** What a probability finds, marked on the signal and on the probability itself: hits, misses and false alarms, and where there is something to find. */
import type { Tally, Verdict } from '../../core/detection';
import { drawsInputs, type PictureRow, rangeOf } from '../sequence-layout';
import { findTensor } from '../series';
import { columnCentre, columnLeft, isVisible, type TimeAxis } from '../time-axis';
import { curveOf, type Sample, type ValueAxis, yOf } from './curve';

export interface DetectionCurve {
  readonly role: 'input' | 'prediction';
  readonly name: string;
  readonly values: ValueAxis;
  readonly samples: readonly Sample[];
}

export interface Detection {
  /** The signals, where there are few, and last the probability. */
  readonly curves: readonly DetectionCurve[];
  readonly verdicts: readonly Verdict[];
  readonly tally: Tally;
  /** The steps at which 1 is asked for. */
  readonly there: readonly number[];
}

/** A network sounds above it. */
export const THRESHOLD = 0.5;
const HEIGHT = 40;

export function readDetection(row: PictureRow): Detection | null {
  const { picture, snapshot, symbols } = row;
  const inputs = findTensor(snapshot, 'inputs');
  const { input } = snapshot.model;
  if (picture.kind !== 'detection' || inputs === undefined) return null;
  const answers = row.answers.flatMap((answer) => (answer.kind === 'value' ? [answer] : []));
  const verdicts = snapshot.verdicts ?? [];
  const count = (kind: Verdict['kind']): number => verdicts.filter((verdict) => verdict.kind === kind).length;
  const signals = drawsInputs(row) && input.kind === 'values' ? input.size : 0;
  const curves = Array.from({ length: signals }, (_, channel): DetectionCurve => {
    const samples = answers.map(({ t }): Sample => ({ t, value: inputs.data[t * signals + channel] }));
    return {
      role: 'input',
      name: symbols.inputs[channel] ?? String(channel),
      values: { ...rangeOf(samples.map(({ value }) => value)), height: HEIGHT },
      samples,
    };
  });
  const probability: DetectionCurve = {
    role: 'prediction',
    name: symbols.outputs[0] ?? '0',
    values: { low: 0, high: 1, height: HEIGHT },
    samples: answers.map(({ t, prediction }): Sample => ({ t, value: prediction })),
  };
  return {
    curves: [...curves, probability],
    verdicts,
    tally: { hit: count('hit'), miss: count('miss'), alarm: count('alarm') },
    there: answers.filter(({ target }) => target > 0.5).map(({ t }) => t),
  };
}

export interface DetectionMarks {
  readonly path: string;
  readonly zero: number;
  readonly there: readonly { readonly t: number; readonly x: number; readonly width: number }[];
  readonly marks: readonly { readonly kind: Verdict['kind']; readonly t: number; readonly x: number; readonly y: number }[];
}

export function layoutDetection({ verdicts, there }: Detection, { values, samples }: DetectionCurve, axis: TimeAxis): DetectionMarks {
  const known = new Map(samples.map(({ t, value }) => [t, value]));
  return {
    path: curveOf(samples, axis, values),
    zero: yOf(values, 0),
    there: there.filter((t) => isVisible(axis, t)).map((t) => ({ t, x: columnLeft(axis, t), width: axis.column })),
    marks: verdicts.flatMap(({ kind, t }) => {
      const value = known.get(t) ?? Number.NaN;
      return isVisible(axis, t) && Number.isFinite(value) ? [{ kind, t, x: columnCentre(axis, t), y: yOf(values, value) }] : [];
    }),
  };
}
