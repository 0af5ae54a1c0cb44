/** The numbers right of a plot: given, or read under the cursor, so that a move of it draws them alone. */
import { type Decimal, formatValue } from './format';
import type { StageCursor } from './stage-cursor';
import { cssColour, type Palette } from './theme/palette';
import { useAt } from './use-at';

/** A number under the cursor, or only a name where there is none; `key` says which one, for tests and tools. */
export interface PanelValue {
  readonly key: string;
  readonly value: number | null;
  readonly label?: string;
  /** A sign that stands for the name, where there is no room for it; what it means must stand nearby. */
  readonly mark?: string;
  readonly hue?: keyof Palette;
  /** Beside which height of the plot it stands; at the top without it. */
  readonly y?: number;
  /** Its name stands above its number, since another value follows close below. */
  readonly above?: boolean;
}

export interface LiveValues {
  readonly at: StageCursor;
  readonly read: (at: StageCursor) => readonly PanelValue[];
}

interface Props {
  readonly values: readonly PanelValue[] | LiveValues;
  readonly decimal?: Decimal;
}

export function PanelValues({ values, decimal }: Props) {
  return 'read' in values ? (
    <Following {...values} decimal={decimal} />
  ) : (
    values.map((value) => <Value key={value.key} value={value} decimal={decimal} />)
  );
}

function Following({ at, read, decimal }: LiveValues & Pick<Props, 'decimal'>) {
  useAt(at, (each) => each.cursor());
  useAt(at, (each) => each.reach());
  return <PanelValues values={read(at)} decimal={decimal} />;
}

function Value({ value: { key, value, label, mark, hue, y, above = false }, decimal }: { readonly value: PanelValue; readonly decimal?: Decimal }) {
  return (
    <output
      aria-live="off"
      className={y === undefined ? 'panel-value' : `panel-value panel-value-beside${above ? ' panel-value-above' : ''}`}
      style={y === undefined ? undefined : { top: y }}
      data-testid={`value-${key}`}
      data-value={value === null ? undefined : String(value)}
    >
      {label !== undefined && mark === undefined && <span style={hue && { color: cssColour(hue) }}>{label}</span>}
      {mark !== undefined && (
        <span className="panel-value-mark" style={hue && { color: cssColour(hue) }}>
          <span aria-hidden>{mark}</span>
          <span className="for-readers">{label} </span>
        </span>
      )}
      {value !== null && formatValue(value, decimal)}
    </output>
  );
}
