/** The frame that every panel has: its name and scale on the left, the plot on the shared axis, the value under the cursor on the right. */
import type { ReactNode } from 'react';
import { formatValue } from './format';
import { cssColour, type Palette } from './theme/palette';

interface Props {
  readonly label: string;
  readonly hue?: keyof Palette;
  readonly detail?: ReactNode;
  readonly value?: number | null;
  /** Which number the value is, for tests and tools. */
  readonly valueKey?: string;
  readonly children: ReactNode;
}

export function Panel({ label, hue, detail, value, valueKey, children }: Props) {
  return (
    <section className="panel">
      <header className="panel-label">
        {hue && <span className="panel-hue" style={{ background: cssColour(hue) }} />}
        <span className="panel-name">{label}</span>
        {detail !== undefined && <span className="panel-detail">{detail}</span>}
      </header>
      <div className="panel-plot">{children}</div>
      {value !== null && value !== undefined && (
        <output className="panel-value" data-testid={`value-${valueKey ?? ''}`} data-value={value}>
          {formatValue(value)}
        </output>
      )}
    </section>
  );
}
