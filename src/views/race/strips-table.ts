/** The gradients of all lanes as a table: a row a step, a column a lane and state; what the strips show, with every digit. */
import type { Snapshot } from '../../model/snapshot';
import { normsOf, readScan } from '../series';
import type { Table } from '../table';

/**
 * ‖dL/dh_t‖ and, of an LSTM, ‖dL/dc_t‖ of each lane's last layer, forwards; NaN where a lane has no picture yet.
 * @param snapshots one a lane, all of the same example
 */
export function stripsTable(snapshots: readonly (Snapshot | null)[]): Table {
  const columns = snapshots.flatMap((snapshot, lane) => {
    const number = String(lane + 1);
    if (snapshot === null) return [{ name: `hiddenGradient_${number}`, norms: new Float64Array(0) }];
    const scan = readScan(snapshot, `l${String(snapshot.model.encoder.hiddenSizes.length - 1)}`);
    return [
      { name: `hiddenGradient_${number}`, norms: normsOf(scan.hiddenGradient).subarray(0, scan.length) },
      ...(scan.cellGradient ? [{ name: `cellGradient_${number}`, norms: normsOf(scan.cellGradient).subarray(0, scan.length) }] : []),
    ];
  });
  const steps = Math.max(0, ...columns.map(({ norms }) => norms.length));
  return {
    head: ['t', ...columns.map(({ name }) => name)],
    rows: Array.from({ length: steps }, (_, t) => [t, ...columns.map(({ norms }) => norms.at(t) ?? Number.NaN)]),
  };
}
