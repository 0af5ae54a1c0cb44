/** The examples of the task `anomalies`: windows of the sensors' readings, and the simple rule beside a network. */
import { tallyRows } from '../core/detection';
import { f1Of, precisionAndRecallOf } from './detection-scores';
import type { TaskExamples } from './loaded-task';
import { getNumber } from './options';
import { scoreF1 } from './score';
import { rowOf } from './streams';
import { CHANNELS } from './sensor-channels';
import type { Stream } from './task';

/** One sensor in a room and one outdoors in each part; of each pair one has an event. */
const MOTES: Readonly<Record<Stream, readonly string[]>> = { train: ['1', '3'], heldOut: ['4', '2'] };
/** Readings before one that the simple rule compares it with, at the most. */
const RULE_WINDOW = 30;
/** Thresholds that the simple rule tries, a tenth of a standard deviation apart. */
const RULE_TRIES = 60;

/** What one sensor measured. */
interface Mote {
  /** [readings, 2] in standard deviations from the mean of those that train. */
  readonly readings: Float64Array;
  /** [readings], 1 where anomalous. */
  readonly labels: Uint8Array;
}

type Parts = Readonly<Record<Stream, readonly Mote[]>>;

/** @param text the data file */
export function openAnomalyExamples(text: string): TaskExamples {
  const parts = parseMotes(text);
  return {
    /** What it costs on the held-out readings to say at every one that it is anomalous as often as those that train are. */
    baseline() {
      const [known, asked] = [shareOf(parts.train), shareOf(parts.heldOut)];
      return { name: 'share of anomalies', value: -asked * Math.log(known) - (1 - asked) * Math.log(1 - known) };
    },
    rival: (options) => ({
      name: 'away from the running mean',
      metric: measureThreshold(parts.train, parts.heldOut, getNumber(options, 'length')),
    }),
    heldOutCount: (options) => tilesOf(parts.heldOut, getNumber(options, 'length')).length,
    symbols: () => ({ inputs: CHANNELS, outputs: ['anomalous'], picture: { kind: 'detection', sought: 'steps' } }),

    sample(options, seed, stream, first, count) {
      const T = getNumber(options, 'length');
      const motes = parts[stream];
      const tiles = stream === 'heldOut' ? eventsFirst(tilesOf(motes, T), T) : [];
      const windows = stream === 'heldOut' ? tiles.length : motes.reduce((sum, mote) => sum + countWindows(mote, T), 0);
      const inputs = new Float32Array(count * T * CHANNELS.length);
      const targets = new Float32Array(count * T);
      for (let b = 0; b < count; b++) {
        const n = rowOf(seed, stream, first + b, windows);
        const { mote, start } = stream === 'heldOut' ? tiles[n] : windowAt(motes, T, n);
        inputs.set(mote.readings.subarray(start * CHANNELS.length, (start + T) * CHANNELS.length), b * T * CHANNELS.length);
        targets.set(mote.labels.subarray(start, start + T), b * T);
      }
      return { inputs: { shape: [count, T, CHANNELS.length], data: inputs }, targets: { shape: [count, T, 1], data: targets } };
    },

    score: (outputs, batch) => f1Of(tallyRows('steps', outputs, batch.targets.data, batch.targets.shape[1])),
    measure: (outputs, batch) => precisionAndRecallOf(tallyRows('steps', outputs, batch.targets.data, batch.targets.shape[1])),
  };
}

/** A stretch of a sensor's readings. */
interface Window {
  readonly mote: Mote;
  readonly start: number;
}

/** Windows that stand side by side, so that each reading is asked for once; what is left at a sensor's end is not read. */
function tilesOf(motes: readonly Mote[], T: number): readonly Window[] {
  return motes.flatMap((mote) => Array.from({ length: Math.floor(mote.labels.length / T) }, (_, n) => ({ mote, start: n * T })));
}

/** The same windows, those in which something happens before the others: whoever looks at the first ones sees it. */
function eventsFirst(windows: readonly Window[], T: number): readonly Window[] {
  const happens = ({ mote, start }: Window): boolean => mote.labels.subarray(start, start + T).includes(1);
  return [...windows.filter(happens), ...windows.filter((each) => !happens(each))];
}

/** Window n of all that there are, sensor by sensor. */
function windowAt(motes: readonly Mote[], T: number, n: number): Window {
  let start = n;
  for (const mote of motes) {
    const count = countWindows(mote, T);
    if (start < count) return { mote, start };
    start -= count;
  }
  throw new Error(`anomalies: window ${String(n)} must be there`);
}

function countWindows({ labels }: Mote, T: number): number {
  return labels.length - T + 1;
}

function shareOf(motes: readonly Mote[]): number {
  const sum = motes.reduce((total, { labels }) => total + labels.reduce((found, label) => found + label, 0), 0);
  return sum / motes.reduce((total, { labels }) => total + labels.length, 0);
}

/** Lines are humidity and temperature in hundredths, and `!` where anomalous; a line `mote N` begins a sensor. */
function parseMotes(text: string): Parts {
  const blocks = text.split(/^mote /m).slice(1);
  const given = new Map(
    blocks.map((block) => {
      const [name, ...lines] = block.trimEnd().split('\n');
      const rows = lines.map((line) => line.split(' '));
      return [
        name,
        { values: rows.map(([humidity, temperature]) => [Number(humidity), Number(temperature)]), labels: rows.map((row) => row.length - 2) },
      ];
    }),
  );
  const pick = (stream: Stream) => MOTES[stream].flatMap((name) => given.get(name) ?? []);
  const known = pick('train').flatMap(({ values }) => values);
  const scales = CHANNELS.map((_, channel) => {
    const column = known.map((values) => values[channel]);
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
    const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length;
    return { mean, deviation: Math.sqrt(variance) };
  });
  const standardise = (stream: Stream): readonly Mote[] =>
    pick(stream).map(({ values, labels }) => ({
      readings: Float64Array.from(values.flatMap((row) => row.map((value, channel) => (value - scales[channel].mean) / scales[channel].deviation))),
      labels: Uint8Array.from(labels),
    }));
  return { train: standardise('train'), heldOut: standardise('heldOut') };
}

/** F1 on the held-out windows of calling a reading anomalous that is far from the mean of those before it, with the channel and distance that suit the training windows best. */
function measureThreshold(train: readonly Mote[], heldOut: readonly Mote[], T: number): number {
  const known = CHANNELS.map((_, channel) => deviationsOf(train, T, channel));
  let best = { f1: -1, channel: 0, threshold: 0 };
  known.forEach(({ deviations, labels }, channel) => {
    for (let k = 1; k <= RULE_TRIES; k++) {
      const f1 = measureAbove(deviations, labels, k / 10);
      if (f1 > best.f1) best = { f1, channel, threshold: k / 10 };
    }
  });
  const asked = deviationsOf(heldOut, T, best.channel);
  return measureAbove(asked.deviations, asked.labels, best.threshold);
}

function measureAbove(deviations: Float64Array, labels: Float64Array, threshold: number): number {
  const { sum, count } = scoreF1(
    deviations.map((each) => (each > threshold ? 1 : 0)),
    labels,
  );
  return count === 0 ? 0 : sum / count;
}

/** How far each reading is from the mean of those before it in its window; the first is from none. */
function deviationsOf(motes: readonly Mote[], T: number, channel: number): { readonly deviations: Float64Array; readonly labels: Float64Array } {
  const tiles = tilesOf(motes, T);
  const deviations = new Float64Array(tiles.length * T);
  const labels = new Float64Array(tiles.length * T);
  tiles.forEach(({ mote, start }, n) => {
    const valueAt = (t: number): number => mote.readings[(start + t) * CHANNELS.length + channel];
    for (let t = 0; t < T; t++) {
      const from = Math.max(0, t - RULE_WINDOW);
      let sum = 0;
      for (let earlier = from; earlier < t; earlier++) sum += valueAt(earlier);
      if (t > 0) deviations[n * T + t] = Math.abs(valueAt(t) - sum / (t - from));
      labels[n * T + t] = mote.labels[start + t];
    }
  });
  return { deviations, labels };
}
