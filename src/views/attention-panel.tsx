/** The attention matrix in its panel: target steps downwards, source steps on the shared axis, the weight under the cursor beside it. */
import { memo, useMemo } from 'react';
import { type Attention, attentionAt, attentionRow, layoutAttention } from './attention-layout';
import { EntropyBars } from './attention/entropy-bars';
import { entropyOf, mostEntropy } from './attention/entropy';
import { SymbolRow } from './attention/symbol-row';
import { partOf } from './cursor';
import { formatTick, formatValue } from './format';
import type { StageLabels } from './labels';
import { type Fold, Panel } from './panel';
import { Pixels } from './pixels';
import { RampLegend } from './scale-legend';
import { type StageCursor, stepOfCursor } from './stage-cursor';
import type { Palette } from './theme/palette';
import { columnLeft, isVisible, type TimeAxis } from './time-axis';
import { useAt } from './use-at';
import './attention/attention.css';

interface Props {
  readonly attention: Attention;
  readonly axis: TimeAxis;
  readonly at: StageCursor;
  readonly palette: Palette;
  /** What is read at each source step, written above its column. */
  readonly sources: readonly string[];
  /** true: there is no room beside the plot. */
  readonly narrow: boolean;
  /** What each target step is asked for, written beside its row. */
  readonly names: readonly string[];
  /** Said below the name; null: nothing. */
  readonly note: string | null;
  readonly labels: StageLabels;
  readonly fold: Fold;
}

/** Rows lower than this bear no names. */
const NAMED = 11;

export function AttentionPanel(props: Props) {
  const { attention, axis, at, palette, sources, narrow, names, note, labels, fold } = props;
  const marks = useMemo(() => layoutAttention(attention, axis, palette), [attention, axis, palette]);
  const { rows, rowHeight } = marks;
  const height = rows * rowHeight;
  const entropies = useMemo(() => Array.from({ length: attention.length }, (_, u) => entropyOf(attentionRow(attention, u))), [attention]);
  return (
    <Panel
      label={labels.attention}
      detail={`${labels.target} × ${labels.input}`}
      hue="attention"
      axis
      decimal={labels.decimal}
      fold={fold}
      legend={
        <>
          <RampLegend hue="attention" />
          <Numbers attention={attention} at={at} entropies={entropies} labels={labels} />
          {note !== null && <span className="panel-note">{note}</span>}
        </>
      }
    >
      <SourceSymbols axis={axis} at={at} symbols={sources} />
      <div className="heatmap" data-attention="heatmap">
        <Pixels
          pixels={marks.pixels}
          columns={marks.columns}
          rows={rows}
          width={axis.width}
          height={height}
          line={marks.parted ? palette.paper : undefined}
          label={`${labels.attention}, ${String(rows)} × ${String(attention.S)}`}
        />
        {rowHeight >= NAMED && <RowNames at={at} names={names} rows={rows} rowHeight={rowHeight} />}
        {!narrow && (
          <Entropies
            at={at}
            entropies={entropies}
            sourceLength={attention.sourceLength}
            rowHeight={rowHeight}
            x={axis.width}
            decimal={labels.decimal}
            label={labels.entropy}
          />
        )}
        <Mark axis={axis} at={at} rowHeight={rowHeight} />
      </div>
    </Panel>
  );
}

/** The target step under the cursor; the first before there is one. */
function useTarget(at: StageCursor): number {
  return useAt(at, (each) => stepOfCursor(each, 'target') ?? 0);
}

function useSource(at: StageCursor): number | null {
  return useAt(at, (each) => stepOfCursor(each, 'source'));
}

function Numbers({ attention, at, entropies, labels }: Pick<Props, 'attention' | 'at' | 'labels'> & { readonly entropies: readonly number[] }) {
  const [t, target] = [useSource(at), useTarget(at)];
  const value = t === null ? null : attentionAt(attention, target, t);
  return (
    <>
      {value !== null && (
        <output className="panel-value" aria-live="off" data-testid="value-attention" data-value={String(value)}>
          <span className="attention-value-name">{`${labels.targetStep} ${String(target)}`}</span>
          {formatValue(value, labels.decimal)}
        </output>
      )}
      <output className="panel-value attention-spread" aria-live="off" data-testid="value-entropy" data-value={String(entropies[target])}>
        <span>{labels.entropy}</span>
        {labels.ofBits(
          formatTick(Number(entropies[target].toFixed(2)), labels.decimal),
          formatTick(Number(mostEntropy(attention.sourceLength).toFixed(2)), labels.decimal),
        )}
      </output>
    </>
  );
}

function SourceSymbols({ at, axis, symbols }: Pick<Props, 'at' | 'axis'> & { readonly symbols: readonly string[] }) {
  return <SymbolRow axis={axis} symbols={symbols} chosen={useSource(at)} />;
}

interface RowNamesProps extends Pick<Props, 'at' | 'names'> {
  readonly rows: number;
  readonly rowHeight: number;
}

const RowNames = memo(function RowNames({ at, names, rows, rowHeight }: RowNamesProps) {
  const target = useTarget(at);
  return (
    <svg className="attention-names" aria-hidden width={1} height={rows * rowHeight} overflow="visible">
      {names.slice(0, rows).map((name, u) => (
        <text key={u} className={u === target ? 'number-text number-chosen' : 'number-text'} x={-6} y={(u + 0.5) * rowHeight + 4} textAnchor="end">
          {name}
        </text>
      ))}
    </svg>
  );
});

function Entropies({ at, ...bars }: Pick<Props, 'at'> & Omit<Parameters<typeof EntropyBars>[0], 'chosen'>) {
  return <EntropyBars {...bars} chosen={useTarget(at)} />;
}

function Mark({ axis, at, rowHeight }: Pick<Props, 'axis' | 'at'> & { readonly rowHeight: number }) {
  const [t, target] = [useSource(at), useTarget(at)];
  const isSelected = useAt(at, (each) => partOf(each.cursor() ?? {}) === 'attention');
  if (t === null || !isVisible(axis, t)) return null;
  return (
    <span
      className={isSelected ? 'cell-mark cell-mark-chosen' : 'cell-mark'}
      style={{ left: columnLeft(axis, t), top: target * rowHeight, width: axis.column, height: rowHeight }}
    />
  );
}
