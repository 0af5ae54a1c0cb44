/** The attention matrix in its panel: target steps downwards, source steps on the shared axis, the weight under the cursor beside it. */
import { useMemo } from 'react';
import { type Attention, attentionAt, attentionRow, layoutAttention } from './attention-layout';
import { EntropyBars } from './attention/entropy-bars';
import { entropyOf, mostEntropy } from './attention/entropy';
import { SymbolRow } from './attention/symbol-row';
import { formatTick, formatValue } from './format';
import type { StageLabels } from './labels';
import { type Fold, Panel } from './panel';
import { Pixels } from './pixels';
import { RampLegend } from './scale-legend';
import type { Palette } from './theme/palette';
import { columnLeft, isVisible, type TimeAxis } from './time-axis';
import './attention/attention.css';

interface Props {
  readonly attention: Attention;
  readonly axis: TimeAxis;
  readonly palette: Palette;
  /** The source step under the cursor. */
  readonly t: number | null;
  /** The target step. */
  readonly target: number;
  /** Whether the edge between the two is selected. */
  readonly selected: boolean;
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
  const { attention, axis, palette, t, target, selected, sources, narrow, names, note, labels, fold } = props;
  const marks = useMemo(() => layoutAttention(attention, axis, palette), [attention, axis, palette]);
  const { rows, rowHeight } = marks;
  const height = rows * rowHeight;
  const entropies = useMemo(() => Array.from({ length: attention.length }, (_, u) => entropyOf(attentionRow(attention, u))), [attention]);
  const value = t === null ? null : attentionAt(attention, target, t);
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
          {note !== null && <span className="panel-note">{note}</span>}
        </>
      }
    >
      <SymbolRow axis={axis} symbols={sources} chosen={t} />
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
        {rowHeight >= NAMED && (
          <svg className="attention-names" aria-hidden width={1} height={height} overflow="visible">
            {names.slice(0, rows).map((name, u) => (
              <text
                key={u}
                className={u === target ? 'number-text number-chosen' : 'number-text'}
                x={-6}
                y={(u + 0.5) * rowHeight + 4}
                textAnchor="end"
              >
                {name}
              </text>
            ))}
          </svg>
        )}
        {!narrow && (
          <EntropyBars
            entropies={entropies}
            sourceLength={attention.sourceLength}
            rowHeight={rowHeight}
            x={axis.width}
            chosen={target}
            decimal={labels.decimal}
            label={labels.entropy}
          />
        )}
        {t !== null && isVisible(axis, t) && (
          <span
            className={selected ? 'cell-mark cell-mark-chosen' : 'cell-mark'}
            style={{ left: columnLeft(axis, t), top: target * rowHeight, width: axis.column, height: rowHeight }}
          />
        )}
      </div>
    </Panel>
  );
}
