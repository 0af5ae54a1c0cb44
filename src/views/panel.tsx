/** The frame that every panel has: its name and scale on the left, the plot on the shared axis, the number under the cursor on the right. */
import type { ReactNode } from 'react';
import type { Decimal } from './format';
import { type LiveValues, PanelValues, type PanelValue } from './panel-values';
import { cssColour, type Palette } from './theme/palette';
import './panel.css';
import './large.css';

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
  /** The numbers right of the plot; those that follow the cursor are read by themselves. */
  readonly values?: readonly PanelValue[] | LiveValues;
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
  /** true: the panel is left out, since another is open large. */
  readonly hidden?: boolean;
  /** Opens the panel large and closes it. */
  readonly large?: LargeSwitch;
}

export interface LargeSwitch {
  readonly on: boolean;
  /** What the button does, before the panel's name. */
  readonly label: string;
  readonly onToggle: () => void;
}

export function Panel({ label, detail, hue, legend, chosen = false, close = false, values = [], decimal, axis = false, fold, children }: Props) {
  if (fold?.hidden === true) return null;
  const folded = fold?.folded === true;
  return (
    <div
      className={`panel${chosen ? ' panel-chosen' : ''}${close ? ' panel-close' : ''}${axis ? ' panel-axis' : ''}${folded ? ' panel-folded' : ''}`}
    >
      <div className="panel-label">
        {hue && <span className="panel-hue" style={{ background: cssColour(hue) }} />}
        <span className="panel-title">
          {fold ? <FoldButton label={label} fold={fold} /> : <span className="panel-name">{label}</span>}
          {fold?.large && !folded && <LargeButton name={label} large={fold.large} />}
          {detail !== undefined && !folded && <span className="panel-detail">{detail}</span>}
        </span>
        {!folded && legend}
      </div>
      {!folded && (
        <>
          <div className="panel-plot">{children}</div>
          <div className="panel-values">
            <PanelValues values={values} decimal={decimal} />
          </div>
        </>
      )}
    </div>
  );
}

function LargeButton({ name, large: { on, label, onToggle } }: { readonly name: string; readonly large: LargeSwitch }) {
  return (
    <button type="button" className="panel-large" aria-pressed={on} aria-label={`${label}: ${name}`} data-hint={label} onClick={onToggle}>
      <svg aria-hidden viewBox="0 0 10 10">
        <path d={on ? 'M4 0v4h-4M6 10v-4h4M0 0l4 4M10 10l-4 -4' : 'M6 0.5h3.5v3.5M4 9.5h-3.5v-3.5M9.5 0.5l-4 4M0.5 9.5l4 -4'} />
      </svg>
    </button>
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
