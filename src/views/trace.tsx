/** The trace of the chosen unit in its panel: its gates and states over time, each in its hue, its number at the cursor beside its name. */
import { useMemo } from 'react';
import { formatTick, formatValue } from './format';
import type { StageLabels } from './labels';
import { type Fold, Panel } from './panel';
import type { PanelValue } from './panel-values';
import type { QuantityName } from './quantity';
import { type Scan, valueAt } from './series';
import { cursorOn, type StageCursor } from './stage-cursor';
import { cssColour } from './theme/palette';
import type { TimeAxis } from './time-axis';
import { layoutTrace } from './trace-layout';
import { Unreached } from './unreached';
import { useAt } from './use-at';
import './trace.css';

interface Props {
  readonly scan: Scan;
  readonly axis: TimeAxis;
  readonly at: StageCursor;
  readonly labels: StageLabels;
  readonly fold: Fold;
}

/** The two states are drawn more strongly than the gates, the cell's dashed. */
const dashes: Partial<Record<QuantityName, string>> = { candidate: '5 3', reset: '2 2', input: '2 2', output: '6 2 2 2' };

export default function TracePanel({ scan, axis, at, labels, fold }: Props) {
  const unit = useAt(at, (each) => cursorOn(each, scan.name)?.unit ?? 0);
  const times = fold.large?.on === true ? 3 : 1;
  const marks = useMemo(() => (fold.folded ? null : layoutTrace(scan, unit, axis, times)), [fold.folded, scan, unit, axis, times]);
  const missing = marks?.bands.reduce((sum, band) => sum + band.missing, 0) ?? 0;
  const read = (): readonly PanelValue[] => {
    const cursor = cursorOn(at, scan.name);
    return scan.quantities.map(({ name }, k): PanelValue => {
      const grid = scan.grids.get(name);
      const value = cursor && grid ? valueAt(grid, cursor.t, unit) : null;
      return { key: `trace.${name}`, value, label: letterOf(name, scan), hue: name, y: 15 * k + 10 };
    });
  };
  return (
    <Panel
      label={labels.trace}
      detail={`${labels.unit} ${String(unit)}`}
      axis
      fold={fold}
      legend={marks && <Legend scan={scan} labels={labels} missing={missing} />}
      values={{ at, read }}
      decimal={labels.decimal}
    >
      {marks && (
        <div className="passage-plot">
          <svg
            className="trace"
            role="img"
            aria-label={`${labels.trace}, ${labels.unit} ${String(unit)}`}
            width={axis.width}
            height={marks.height + 8}
            overflow="visible"
          >
            <g transform="translate(0 4)">
              {marks.bands.map(({ top, height, reach, lines }) => (
                <g key={top} data-reach={reach}>
                  {[-1, 0, 1].map((end) => (
                    <g key={end}>
                      <line
                        x1={end === 0 ? 0 : -4}
                        x2={axis.width}
                        y1={yOf(top, height, end)}
                        y2={yOf(top, height, end)}
                        stroke={cssColour('hairline')}
                      />
                      <text className="number-text" x={-6} y={yOf(top, height, end) + 4} textAnchor="end">
                        {reach >= 1e4 && end !== 0 ? formatValue(end * reach, labels.decimal) : formatTick(end * reach, labels.decimal)}
                      </text>
                    </g>
                  ))}
                  {lines.map(({ name, path }) => (
                    <path
                      key={name}
                      d={path}
                      data-trace={name}
                      fill="none"
                      stroke={cssColour(name)}
                      strokeWidth={name === 'hidden' || name === 'cell' ? 2.25 : 1.5}
                      strokeDasharray={dashes[name]}
                      strokeLinejoin="round"
                    />
                  ))}
                </g>
              ))}
            </g>
          </svg>
          <Unreached at={at} axis={axis} scan={scan.name} kind="states" />
        </div>
      )}
    </Panel>
  );
}

function yOf(top: number, height: number, end: number): number {
  return top + (height / 2) * (1 - end);
}

interface LegendProps {
  readonly scan: Scan;
  readonly labels: StageLabels;
  readonly missing: number;
}

/** How each line is drawn, its letter and its name. */
function Legend({ scan, labels, missing }: LegendProps) {
  return (
    <>
      {scan.quantities.map(({ name }) => (
        <span key={name} className="trace-name">
          <svg aria-hidden width={16} height={8}>
            <path d="M0 4h16" stroke={cssColour(name)} strokeWidth={2} strokeDasharray={dashes[name]} />
          </svg>
          <span>{`${letterOf(name, scan)} ${labels.quantities[name]}`}</span>
        </span>
      ))}
      {missing > 0 && <span className="panel-note">{labels.notFinite(missing)}</span>}
    </>
  );
}

const letters: Readonly<Record<QuantityName, string>> = {
  forget: 'f',
  input: 'i',
  candidate: 'g',
  output: 'o',
  reset: 'r',
  update: 'z',
  cell: 'c',
  hidden: 'h',
};

/** The letter that the equations have; the candidate of a GRU is n. */
function letterOf(name: QuantityName, scan: Scan): string {
  return name === 'candidate' && scan.grids.has('update') ? 'n' : letters[name];
}
