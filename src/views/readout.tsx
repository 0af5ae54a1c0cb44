/** The cursor in words and its exact value, in a fixed place above the plots; read out when it has come to rest. */
import { memo } from 'react';
import { type Attention, attentionAt } from './attention-layout';
import { type Cursor, stepOn } from './cursor';
import { formatValue } from './format';
import type { StageLabels } from './labels';
import type { Phase } from './passage';
import { nameScan } from './scan-names';
import { type Scan, valueAt } from './series';
import { cursorOn, type StageCursor } from './stage-cursor';
import { cssColour } from './theme/palette';
import { useAt, useHeld } from './use-at';
import { useSpoken } from './use-spoken';
import './readout.css';

interface Props {
  readonly at: StageCursor;
  /** The layer and direction that is shown, and whether there are others. */
  readonly scan: Scan;
  readonly several: boolean;
  readonly bidirectional: boolean;
  /** Null where there is none. */
  readonly attention: Attention | null;
  /** Whose attention it is, where that must be said. */
  readonly note: string | null;
  /** Ends a passage. */
  readonly onShowAll?: () => void;
  readonly labels: StageLabels;
}

export const Readout = memo(function Readout({ at, scan, several, bidirectional, attention, note, onShowAll, labels }: Props) {
  const cursor = useAt(at, (each) => cursorOn(each, scan.name));
  const passage = useAt(at, (each) => each.reach()?.phase ?? null);
  const playing = useAt(at, (each) => each.isPlaying());
  const pinned = useHeld(at.pin);
  const grid = cursor && scan.grids.get(cursor.gate);
  const [source, target] = cursor ? [stepOn(cursor, 'source'), stepOn(cursor, 'target')] : [0, 0];
  return (
    <Line
      cursor={cursor}
      value={cursor && grid ? valueAt(grid, cursor.t, cursor.unit) : null}
      pinned={pinned}
      scan={several ? nameScan(scan.name, bidirectional, labels) : null}
      attention={cursor && attention && { source, target, value: attentionAt(attention, target, source), note }}
      passage={passage}
      playing={playing}
      onShowAll={onShowAll}
      labels={labels}
    />
  );
});

interface LineProps extends Pick<Props, 'onShowAll' | 'labels'> {
  readonly cursor: Cursor | null;
  readonly value: number | null;
  readonly pinned: boolean;
  /** The layer and direction, where there are several. */
  readonly scan: string | null;
  /** The weight of a source step at a target step, where there is attention. */
  readonly attention: { readonly source: number; readonly target: number; readonly value: number; readonly note: string | null } | null;
  /** Where a passage is; null: none is under way. */
  readonly passage: Phase | null;
  /** true: the passage goes on by itself, and nothing is read out before it stops. */
  readonly playing: boolean;
}

/** `data-value` holds the number with all its digits; so does the text once the cursor is pinned. */
function Line({ cursor, value, pinned, scan, attention, passage, onShowAll, playing, labels }: LineProps) {
  const place = cursor && [
    scan ?? '',
    cursor.scan,
    cursor.t,
    cursor.unit,
    cursor.gate,
    attention?.target ?? '',
    attention?.source ?? '',
    passage ?? '',
  ];
  const spoken = useSpoken(
    cursor === null || value === null ? labels.hint : sayCursor(cursor, value, scan, attention, passage, labels),
    (place ?? []).join(' '),
    playing,
  );
  if (cursor === null || value === null) {
    return <p className="readout readout-hint">{labels.hint}</p>;
  }
  // The spaces between are for those who hear the line; on the screen the parts stand apart by themselves.
  return (
    <>
      <div
        className={pinned ? 'readout readout-is-pinned' : 'readout'}
        data-testid="readout"
        data-scan-name={cursor.scan}
        data-t={cursor.t}
        data-unit={cursor.unit}
        data-gate={cursor.gate}
        data-value={String(value)}
      >
        <p className="readout-line">
          <span className="readout-part">
            {scan !== null && <span className="readout-cut">{scan}</span>}{' '}
            <span>
              {labels.step} <b>{cursor.t}</b>
            </span>{' '}
            <span>
              {labels.unit} <b>{cursor.unit}</b>
            </span>{' '}
            <span style={{ color: cssColour(cursor.gate) }}>
              {labels.quantities[cursor.gate]} <b>{formatValue(value, labels.decimal)}</b>
            </span>
          </span>{' '}
          <span className="readout-part readout-more">
            {attention && (
              <span className="readout-words" style={{ color: cssColour('attention') }} data-testid="attention" data-value={String(attention.value)}>
                <span className="readout-cut">
                  {labels.targetStep} {attention.target}, {labels.sourceStep} {attention.source}, {labels.attention}
                </span>{' '}
                <b>{formatValue(attention.value, labels.decimal)}</b>{' '}
                {attention.note !== null && <span className="readout-cut">({attention.note})</span>}
              </span>
            )}{' '}
            {pinned && (
              <span className="readout-pinned">
                {labels.pinned} {String(value)}
              </span>
            )}{' '}
            {passage !== null && (
              <span className="readout-cut readout-passage" data-testid="passage" data-phase={passage}>
                {labels.passage[passage]}
              </span>
            )}
            {passage !== null && onShowAll && (
              <button type="button" onClick={onShowAll}>
                {labels.showAll}
              </button>
            )}
          </span>
        </p>
      </div>
      <p className="for-readers" aria-live="polite" data-testid="spoken">
        {spoken}
      </p>
    </>
  );
}

/** The same in a sentence. */
function sayCursor(
  cursor: Cursor,
  value: number,
  scan: string | null,
  attention: LineProps['attention'],
  passage: Phase | null,
  labels: StageLabels,
): string {
  const looks = attention && `${labels.attention} ${formatValue(attention.value, labels.decimal)}`;
  const parts = [
    scan,
    `${labels.step} ${String(cursor.t)}`,
    `${labels.unit} ${String(cursor.unit)}`,
    `${labels.quantities[cursor.gate]} ${formatValue(value, labels.decimal)}`,
    looks,
    passage && labels.passage[passage],
  ];
  return parts.filter((part) => part !== null).join(', ');
}
