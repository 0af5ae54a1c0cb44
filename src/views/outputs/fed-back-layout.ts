/** A forecast that is fed back as curves on one axis: the window that is read, and what comes after it as the network, the simple rule and the truth have it. */
import { rangeOf } from '../sequence-layout';
import { columnLeft, type TimeAxis } from '../time-axis';
import { curveOf, placesOf, type Sample, type ValueAxis, yOf } from './curve';

/** Of one channel. */
export interface FedBack {
  readonly window: readonly number[];
  /** From the first step after the window on; of the truth only as far as it is known. */
  readonly foretold: readonly number[];
  readonly naive: readonly number[];
  readonly truth: readonly number[];
  readonly horizon: number;
}

export interface FedBackMarks {
  readonly values: ValueAxis;
  readonly axis: TimeAxis;
  readonly read: string;
  readonly truth: string;
  readonly foretold: string;
  readonly naive: string;
  readonly dots: ReturnType<typeof placesOf>;
  readonly zero: number;
  /** The end of the window, and of what is foretold from true values alone. */
  readonly end: number;
  readonly fed: number;
  readonly ticks: readonly { readonly t: number; readonly x: number }[];
}

const HEIGHT = 120;
/** Between two numbers of the axis, CSS pixels. */
const ROOM = 44;

export function layoutFedBack({ window, foretold, naive, truth, horizon }: FedBack, width: number): FedBackMarks {
  const [T, count] = [window.length, window.length + foretold.length];
  const axis: TimeAxis = { T: count, first: 0, count, column: width / count, width, windowed: false, ticks: [] };
  const values = { ...rangeOf([...window, ...foretold, ...naive, ...truth]), height: HEIGHT };
  const from = (first: number, given: readonly number[]): readonly Sample[] => given.map((value, k) => ({ t: first + k, value }));
  const every = [1, 2, 5, 10, 20, 50, 100].find((step) => step * axis.column >= ROOM) ?? 200;
  return {
    values,
    axis,
    read: curveOf(from(0, window), axis, values),
    truth: curveOf(from(T - 1, [window[T - 1], ...truth]), axis, values),
    foretold: curveOf(from(T, foretold), axis, values),
    naive: curveOf(from(T, naive), axis, values),
    dots: axis.column >= 5 ? placesOf(from(T, foretold), axis, values) : [],
    zero: yOf(values, 0),
    end: columnLeft(axis, T),
    fed: columnLeft(axis, Math.min(count, T + horizon)),
    ticks: Array.from({ length: Math.ceil(count / every) }, (_, k) => ({ t: k * every, x: columnLeft(axis, k * every) + axis.column / 2 })),
  };
}
