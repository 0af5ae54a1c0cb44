/** The frame that every panel has: its name and scale on the left, the plot on the shared axis, the number under the cursor on the right. */
import type { ReactNode } from 'react';
import { type Decimal, formatValue } from './format';
import { cssColour, type Palette } from './theme/palette';
import './panel.css';

interface Props {
  readonly label: string;
  /** What stands beside the name: a channel, a unit. */
  readonly detail?: string;
  readonly hue?: keyof Palette;
  readonly legend?: ReactNode;
  /** true for the panel that the cursor is in. */
  readonly chosen?: boolean;
  /** Rows that belong together stand close. */
  readonly close?: boolean;
  readonly values?: readonly PanelValue[];
  readonly decimal?: Decimal;
  /** true where the plot's own numbers reach into the space of the names. */
  readonly axis?: boolean;
  /** Makes a button of the name, which folds the panel away and opens it again. */
  readonly fold?: Fold;
  readonly children: ReactNode;
}

export interface Fold {
  readonly folded: boolean;
  readonly onFold: (folded: boolean) => void;
}

/** A number under the cursor, or only a name where there is none; `key` says which one, for tests and tools. */
export interface PanelValue {
  readonly key: string;
  readonly value: number | null;
  readonly label?: string;
  readonly hue?: keyof Palette;
  /** Beside which height of the plot it stands; at the top without it. */
  readonly y?: number;
}

export function Panel({ label, detail, hue, legend, chosen = false, close = false, values = [], decimal, axis = false, fold, children }: Props) {
  const folded = fold?.folded === true;
  return (
    <div
      className={`panel${chosen ? ' panel-chosen' : ''}${close ? ' panel-close' : ''}${axis ? ' panel-axis' : ''}${folded ? ' panel-folded' : ''}`}
    >
      <div className="panel-label">
        {hue && <span className="panel-hue" style={{ background: cssColour(hue) }} />}
        <span className="panel-title">
          {fold ? <FoldButton label={label} fold={fold} /> : <span className="panel-name">{label}</span>}
          {detail !== undefined && !folded && <span className="panel-detail">{detail}</span>}
        </span>
        {!folded && legend}
      </div>
      {!folded && (
        <>
          <div className="panel-plot">{children}</div>
          <div className="panel-values">
            {values.map((value) => (
              <Value key={value.key} value={value} decimal={decimal} />
            ))}
          </div>
        </>
      )}
    </div>
  );
}

function FoldButton({ label, fold: { folded, onFold } }: { readonly label: string; readonly fold: Fold }) {
  return (
    <button
      type="button"
      className="panel-name panel-fold"
      aria-expanded={!folded}
      onClick={() => {
        onFold(!folded);
      }}
    >
      {label}
    </button>
  );
}

function Value({ value: { key, value, label, hue, y }, decimal }: { readonly value: PanelValue; readonly decimal?: Decimal }) {
  return (
    <output
      className={y === undefined ? 'panel-value' : 'panel-value panel-value-beside'}
      style={y === undefined ? undefined : { top: y }}
      data-testid={`value-${key}`}
      data-value={value === null ? undefined : String(value)}
    >
      {label !== undefined && <span style={hue && { color: cssColour(hue) }}>{label}</span>}
      {value !== null && formatValue(value, decimal)}
    </output>
  );
}
