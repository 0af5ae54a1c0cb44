/** The weights of a decoding as a heatmap with its symbols on both axes; pointer and arrow keys move over its entries, a click or Enter pins one. */
import { type KeyboardEvent, type MouseEvent, useId, useMemo, useState } from 'react';
import type { Symbols } from '../answer';
import { type Attention, layoutAttention } from '../attention-layout';
import { formatValue } from '../format';
import { unitAt } from '../heatmap-layout';
import { Panel } from '../panel';
import { Pixels } from '../pixels';
import { RampLegend } from '../scale-legend';
import type { Palette } from '../theme/palette';
import { columnLeft, isVisible, stepAt, type TimeAxis } from '../time-axis';
import { type Decoding, nameSource, nameToken } from './decoding';
import { EntropyBars } from './entropy-bars';
import type { DecodingLabels } from './labels';
import { SymbolRow } from './symbol-row';

/** A written step and the source step that it looks at. */
export interface Entry {
  readonly u: number;
  readonly s: number;
}

interface Props {
  readonly decoding: Decoding;
  /** Steps that have been written. */
  readonly shown: number;
  readonly entry: Entry;
  readonly onEntry: (entry: Entry) => void;
  readonly axis: TimeAxis;
  readonly symbols: Symbols;
  readonly narrow: boolean;
  readonly palette: Palette;
  readonly labels: DecodingLabels;
}

/** Rows lower than this bear no names. */
const NAMED = 11;

export function DecodingGrid({ decoding, shown, entry, onEntry, axis, symbols, narrow, palette, labels }: Props) {
  const keysId = useId();
  const [pinned, setPinned] = useState(false);
  const { source, steps } = decoding;
  const S = source.length;
  const attention = useMemo(() => toAttention(decoding, shown), [decoding, shown]);
  const marks = useMemo(() => layoutAttention(attention, axis, palette), [attention, axis, palette]);
  const { rowHeight } = marks;
  const height = steps.length * rowHeight;
  const find = (event: MouseEvent<HTMLElement>): Entry => {
    const box = event.currentTarget.getBoundingClientRect();
    const u = Math.min(Math.max(0, shown - 1), unitAt(steps.length, rowHeight, event.clientY - box.top));
    return { u, s: Math.min(S - 1, stepAt(axis, event.clientX - box.left)) };
  };
  const move = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter' || event.key === 'Escape') {
      setPinned(event.key === 'Enter' && !pinned);
      return;
    }
    const to = entryAt(entry, event.key, shown, S);
    if (to === null) return;
    event.preventDefault();
    onEntry(to);
  };
  const isThere = entry.u < shown;
  const weight = isThere ? (steps[entry.u].weights?.[entry.s] ?? null) : null;
  const nameOf = (u: number): string => nameToken(symbols, steps[u].writes);
  const readOf = (s: number): string => nameSource(decoding, symbols, s);
  return (
    <Panel label={labels.heatmap} detail={labels.axes} hue="attention" axis legend={<RampLegend hue="attention" />}>
      <p id={keysId} className="for-readers">
        {labels.keys}
      </p>
      <SymbolRow axis={axis} symbols={source.map((_, s) => readOf(s))} chosen={isThere ? entry.s : null} />
      <div
        className="heatmap decoding-heatmap"
        role="application"
        tabIndex={0}
        aria-label={labels.heatmap}
        aria-describedby={keysId}
        style={{ width: axis.width, height }}
        onKeyDown={move}
        onPointerMove={(event) => {
          if (event.pointerType !== 'mouse' || !pinned) onEntry(find(event));
        }}
        onClick={(event) => {
          const to = find(event);
          setPinned(!(pinned && to.u === entry.u && to.s === entry.s));
          onEntry(to);
        }}
      >
        <Pixels
          pixels={marks.pixels}
          columns={marks.columns}
          rows={steps.length}
          width={axis.width}
          height={height}
          line={marks.parted ? palette.paper : undefined}
          label={`${labels.heatmap}, ${String(steps.length)} × ${String(S)}`}
        />
        {rowHeight >= NAMED && (
          <svg className="attention-names" aria-hidden width={1} height={height} overflow="visible">
            {steps.slice(0, shown).map((_, u) => (
              <text
                key={u}
                className={u === entry.u ? 'number-text number-chosen' : 'number-text'}
                x={-6}
                y={(u + 0.5) * rowHeight + 4}
                textAnchor="end"
              >
                {nameOf(u)}
              </text>
            ))}
          </svg>
        )}
        {!narrow && (
          <EntropyBars
            entropies={steps.slice(0, shown).map(({ entropy }) => entropy ?? 0)}
            sourceLength={S}
            rowHeight={rowHeight}
            x={axis.width}
            chosen={entry.u}
            decimal={labels.decimal}
            label={labels.entropy}
          />
        )}
        {isThere && isVisible(axis, entry.s) && (
          <span
            className="cell-mark cell-mark-chosen"
            style={{ left: columnLeft(axis, entry.s), top: entry.u * rowHeight, width: axis.column, height: rowHeight }}
          />
        )}
      </div>
      {weight !== null && (
        <p
          className="decoding-readout"
          aria-live="polite"
          data-testid="decoding-entry"
          data-value={String(weight)}
          data-target={entry.u}
          data-source={entry.s}
        >
          {labels.entry(String(entry.u), nameOf(entry.u), String(entry.s), readOf(entry.s))} {labels.weight}{' '}
          <b>{formatValue(weight, labels.decimal)}</b> {pinned && <span className="readout-pinned">{`${labels.pinned} ${String(weight)}`}</span>}
        </p>
      )}
    </Panel>
  );
}

/** Where a key takes the entry; null for keys that are not the heatmap's. */
export function entryAt({ u, s }: Entry, key: string, shown: number, S: number): Entry | null {
  const to: Readonly<Record<string, Entry>> = {
    ArrowLeft: { u, s: s - 1 },
    ArrowRight: { u, s: s + 1 },
    ArrowUp: { u: u - 1, s },
    ArrowDown: { u: u + 1, s },
    Home: { u, s: 0 },
    End: { u, s: S - 1 },
    PageUp: { u: 0, s },
    PageDown: { u: shown - 1, s },
  };
  if (!Object.hasOwn(to, key)) return null;
  const clamp = (value: number, count: number): number => Math.max(0, Math.min(count - 1, value));
  return { u: clamp(to[key].u, shown), s: clamp(to[key].s, S) };
}

/** The rows that are written; those to come are empty. */
function toAttention({ source, steps }: Decoding, shown: number): Attention {
  const S = source.length;
  const values = new Float64Array(steps.length * S);
  steps.slice(0, shown).forEach(({ weights }, u) => {
    values.set(weights ?? [], u * S);
  });
  return { length: steps.length, S, sourceLength: S, values };
}
