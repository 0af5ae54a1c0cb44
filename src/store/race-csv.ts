/** A race as comma separated values, every number with all its digits, lines ended as RFC 4180 asks: its curves, and its table. */
import type { LaneCurve } from './race-curves';
import type { LaneRow } from './race-rows';
import type { Assessed } from './race-session';

/** A row an update, lane (from 1), seed (from 1) and measure: `trainingLoss`, `heldOutLoss`, `metric`. */
export function writeCurvesCsv(names: readonly string[], curves: readonly LaneCurve[], assessed: readonly Assessed[]): string {
  const training = curves.flatMap(({ updates, losses }, lane) =>
    losses.flatMap((ofSeed, seed) => updates.map((update, k) => [lane + 1, quote(names[lane]), seed + 1, 'trainingLoss', update, ofSeed[k]])),
  );
  const heldOut = assessed.flatMap(({ update, lanes }) =>
    lanes.flatMap((found, lane) =>
      (found?.heldOut ?? []).flatMap(({ loss, metric }, seed) => [
        [lane + 1, quote(names[lane]), seed + 1, 'heldOutLoss', update, loss],
        [lane + 1, quote(names[lane]), seed + 1, 'metric', update, metric],
      ]),
    ),
  );
  return write([['lane', 'network', 'seed', 'measure', 'update', 'value'], ...training, ...heldOut]);
}

/** A row a lane; what was not measured is left empty. */
export function writeTableCsv(names: readonly string[], rows: readonly LaneRow[]): string {
  const head = [
    ...['lane', 'network', 'cell', 'gates', 'states', 'parameters', 'millisecondsPerUpdate', 'horizonSteps', 'horizonMost'],
    ...['heldOutLoss', 'heldOutLossLow', 'heldOutLossHigh', 'metric', 'metricLow', 'metricHigh', 'solvedAtUpdate', 'verdicts'],
  ];
  const lines = rows.map(({ model, gates, states, parameterCount, millisecondsPerUpdate, horizon, loss, metric, solvedAt, verdicts }, k) => [
    ...[
      k + 1,
      quote(names[k]),
      model.encoder.cell,
      gates,
      states,
      parameterCount,
      millisecondsPerUpdate ?? '',
      horizon?.steps ?? '',
      horizon?.most ?? '',
    ],
    ...[loss?.median ?? '', loss?.low ?? '', loss?.high ?? '', metric?.median ?? '', metric?.low ?? '', metric?.high ?? '', solvedAt ?? ''],
    verdicts.map(({ kind }) => kind).join(' '),
  ]);
  return write([head, ...lines]);
}

function write(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => row.join(',')).join('\r\n') + '\r\n';
}

/** A field that may hold commas or quotes. */
function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
