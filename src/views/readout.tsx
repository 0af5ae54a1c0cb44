/** The cursor in words and its exact value, in a fixed place above the plots; read out as it changes. */
import type { Cursor } from './cursor';
import { formatValue } from './format';
import type { StageLabels } from './labels';
import type { Phase } from './passage';
import { cssColour } from './theme/palette';
import './readout.css';

interface Props {
  readonly cursor: Cursor | null;
  readonly value: number | null;
  readonly pinned: boolean;
  /** The layer and direction, where there are several. */
  readonly scan: string | null;
  /** The weight of a source step at a target step, where there is attention. */
  readonly attention: { readonly source: number; readonly target: number; readonly value: number; readonly note: string | null } | null;
  /** Where a passage is; null: none is under way. */
  readonly passage: Phase | null;
  /** Ends the passage. */
  readonly onShowAll?: () => void;
  readonly labels: StageLabels;
}

/** `data-value` holds the number with all its digits; so does the text once the cursor is pinned. */
export function Readout({ cursor, value, pinned, scan, attention, passage, onShowAll, labels }: Props) {
  if (cursor === null || value === null) {
    return (
      <p className="readout readout-hint" aria-live="polite">
        {labels.hint}
      </p>
    );
  }
  // The spaces between are for those who hear the line; on the screen the parts stand apart by themselves.
  return (
    <p
      className="readout"
      aria-live="polite"
      data-testid="readout"
      data-scan-name={cursor.scan}
      data-t={cursor.t}
      data-unit={cursor.unit}
      data-gate={cursor.gate}
      data-value={String(value)}
    >
      {scan !== null && <span>{scan}</span>}{' '}
      <span>
        {labels.step} <b>{cursor.t}</b>
      </span>{' '}
      <span>
        {labels.unit} <b>{cursor.unit}</b>
      </span>{' '}
      <span style={{ color: cssColour(cursor.gate) }}>
        {labels.quantities[cursor.gate]} <b>{formatValue(value, labels.decimal)}</b>
      </span>{' '}
      {attention && (
        <span style={{ color: cssColour('attention') }} data-testid="attention" data-value={String(attention.value)}>
          {labels.targetStep} {attention.target}, {labels.sourceStep} {attention.source}, {labels.attention}{' '}
          <b>{formatValue(attention.value, labels.decimal)}</b>
          {attention.note !== null && ` (${attention.note})`}
        </span>
      )}{' '}
      {pinned && (
        <span className="readout-pinned">
          {labels.pinned} {String(value)}
        </span>
      )}{' '}
      {passage !== null && (
        <span className="readout-passage" data-testid="passage" data-phase={passage}>
          {labels.passage[passage]}
          {onShowAll && (
            <button type="button" onClick={onShowAll}>
              {labels.showAll}
            </button>
          )}
        </span>
      )}
    </p>
  );
}
