/** The symbols of an axis above a plot, a letter a step. */
import { columnCentre, isVisible, type TimeAxis } from '../time-axis';

interface Props {
  readonly axis: TimeAxis;
  readonly symbols: readonly string[];
  readonly chosen: number | null;
}

export function SymbolRow({ axis, symbols, chosen }: Props) {
  return (
    <svg aria-hidden width={axis.width} height={16} overflow="visible">
      {symbols.map((text, t) =>
        isVisible(axis, t) ? (
          <text
            key={t}
            className={t === chosen ? 'number-text number-chosen' : 'number-text'}
            x={columnCentre(axis, t)}
            y={12}
            textAnchor="middle"
            fontSize={Math.max(6, Math.min(11, axis.column / (0.62 * text.length)))}
          >
            {text}
          </text>
        ) : null,
      )}
    </svg>
  );
}
