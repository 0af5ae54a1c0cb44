/** The rows of an axis' sequence in their panels: what is read, asked and answered. */
import type { Symbols } from './answer';
import { formatTick } from './format';
import type { StageLabels } from './labels';
import { Panel } from './panel';
import { SequenceRowPlot } from './sequence';
import type { SequenceRow } from './sequence-layout';
import type { SideMarks } from './stage-layout';

interface Props {
  readonly side: SideMarks;
  readonly symbols: Symbols;
  readonly labels: StageLabels;
}

export function SequenceRows({ side: { rows, axis }, symbols, labels }: Props) {
  return rows.map((row, k) => (
    <Panel
      key={k}
      label={rowName(row, labels)}
      detail={row.kind === 'bars' ? row.name : undefined}
      legend={
        row.kind === 'bars' && <span className="legend">{`${formatTick(row.low, labels.decimal)} … ${formatTick(row.high, labels.decimal)}`}</span>
      }
      close
    >
      <SequenceRowPlot row={row} axis={axis} symbols={symbols} labels={labels} label={rowName(row, labels)} />
    </Panel>
  ));
}

function rowName(row: SequenceRow, labels: StageLabels): string {
  return row.kind === 'answers' ? labels.prediction : labels[row.role];
}
