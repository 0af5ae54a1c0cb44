/** The entropy of each row of attention beside it: a bar from 0 to the most that the source allows, and the number where a row is high enough. */
import { type Decimal, formatTick } from '../format';
import { cssColour } from '../theme/palette';
import { mostEntropy } from './entropy';

interface Props {
  /** Bits, a row each. */
  readonly entropies: readonly number[];
  /** Source steps that can be looked at. */
  readonly sourceLength: number;
  readonly rowHeight: number;
  /** Where the plot ends. */
  readonly x: number;
  readonly chosen: number | null;
  readonly decimal: Decimal;
  readonly label: string;
}

const BAR = 34;
const GAP = 10;
const LEGIBLE = 10;

export function EntropyBars({ entropies, sourceLength, rowHeight, x, chosen, decimal, label }: Props) {
  const most = mostEntropy(sourceLength);
  const height = entropies.length * rowHeight;
  const thickness = Math.max(2, Math.min(6, rowHeight - 3));
  return (
    <svg
      className="attention-entropy"
      role="img"
      aria-label={label}
      width={BAR + 46}
      height={height}
      style={{ insetInlineStart: x + GAP }}
      overflow="visible"
    >
      <text className="number-text" x={0} y={-5} fontSize={10}>
        {label}
      </text>
      {entropies.map((bits, u) => {
        const y = (u + 0.5) * rowHeight;
        return (
          <g key={u} data-entropy={String(bits)}>
            <rect x={0} y={y - thickness / 2} width={BAR} height={thickness} fill={cssColour('hairline')} />
            <rect
              x={0}
              y={y - thickness / 2}
              width={most === 0 ? 0 : BAR * Math.min(1, bits / most)}
              height={thickness}
              fill={cssColour(u === chosen ? 'focus' : 'attention')}
            />
            {rowHeight >= LEGIBLE && (
              <text className={u === chosen ? 'number-text number-chosen' : 'number-text'} x={BAR + 5} y={y + 4}>
                {formatTick(Number(bits.toFixed(2)), decimal)}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
