/** A forecast as curves on the time axis: what is read, and every answer at the step that it is of, a horizon after the one at which it was given. */
import { rangeOf, type PictureRow } from '../sequence-layout';
import { findTensor } from '../series';
import { columnCentre, type TimeAxis } from '../time-axis';
import { curveOf, placesOf, type Sample, type ValueAxis, yOf } from './curve';

export interface ForecastChannel {
  readonly name: string;
  readonly values: ValueAxis;
  /** What is read at each step, what it was or will truly be as far as that was asked, and what was foretold of it. */
  readonly read: readonly Sample[];
  readonly asked: readonly Sample[];
  readonly foretold: readonly Sample[];
}

const HEIGHT = 64;

/** @param T steps of the axis */
export function readForecast({ picture, snapshot, symbols, answers }: PictureRow, T: number): readonly ForecastChannel[] {
  const inputs = findTensor(snapshot, 'inputs');
  const { output } = snapshot.model;
  if (picture.kind !== 'forecast' || inputs === undefined || output.kind === 'decoder') return [];
  const { horizon } = picture;
  return Array.from({ length: output.size }, (_, channel): ForecastChannel => {
    const own = answers.flatMap((answer) => (answer.kind === 'value' && answer.channel === channel ? [answer] : []));
    const read = Array.from({ length: T }, (__, t): Sample => ({ t, value: inputs.data[t * output.size + channel] }));
    const asked = own.map(({ t, target }): Sample => ({ t: t + horizon, value: target }));
    const foretold = own.map(({ t, prediction }): Sample => ({ t: t + horizon, value: prediction }));
    const range = rangeOf([...read, ...asked, ...foretold].map(({ value }) => value));
    return { name: symbols.outputs[channel] ?? String(channel), values: { ...range, height: HEIGHT }, read, asked, foretold };
  });
}

export interface ForecastMarks {
  readonly read: string;
  readonly asked: string;
  readonly foretold: string;
  readonly dots: ReturnType<typeof placesOf>;
  /** Where 0 lies. */
  readonly zero: number;
}

/** From the step at which an answer is given to the step that it is of; `beyond`: that one lies past the right edge. */
export interface HorizonSpan {
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly beyond: boolean;
}

export function layoutForecast({ values, read, asked, foretold }: ForecastChannel, axis: TimeAxis): ForecastMarks {
  return {
    read: curveOf(read, axis, values),
    asked: curveOf(asked, axis, values),
    foretold: curveOf(foretold, axis, values),
    dots: placesOf(foretold, axis, values),
    zero: yOf(values, 0),
  };
}

/** @param t the step whose answer's horizon is drawn; null: the last one whose answer is on the axis. @returns null where there is none on the screen */
export function spanOf({ values, foretold }: ForecastChannel, horizon: number, axis: TimeAxis, t: number | null): HorizonSpan | null {
  const last = axis.first + axis.count - 1;
  const at = t ?? last - horizon;
  const answer = foretold.find((sample) => sample.t === at + horizon);
  if (at < axis.first || at > last || answer === undefined || !Number.isFinite(answer.value)) return null;
  const beyond = at + horizon > last;
  return { from: columnCentre(axis, at), to: beyond ? axis.width : columnCentre(axis, at + horizon), y: yOf(values, answer.value), beyond };
}
