/** Draws a forecast that is fed back: solid what is true, dashed what the network foretells, dotted what the simple rule does. */
import { formatTick, type Decimal } from '../format';
import { cssColour } from '../theme/palette';
import { type FedBack, layoutFedBack } from './fed-back-layout';
import './outputs.css';

interface Props {
  readonly fedBack: FedBack;
  readonly width: number;
  readonly label: string;
  readonly decimal: Decimal;
}

const [MARGIN, AXIS] = [8, 18];

export function FedBackPlot({ fedBack, width, label, decimal }: Props) {
  const { values, axis, read, truth, foretold, naive, dots, zero, end, fed, ticks } = layoutFedBack(fedBack, width);
  const bottom = values.height + MARGIN;
  return (
    <svg
      className="output-curves fed-back"
      role="img"
      aria-label={label}
      width={axis.width}
      height={values.height + 2 * MARGIN + AXIS}
      overflow="visible"
    >
      <g transform={`translate(0 ${String(MARGIN)})`}>
        <rect className="output-there" x={end} y={-MARGIN} width={Math.max(0, fed - end)} height={values.height + 2 * MARGIN} />
        {[values.low, 0, values.high].map((value, k) =>
          k === 1 && values.low === 0 ? null : (
            <text key={k} className="number-text" x={-6} y={(k === 0 ? values.height : k === 1 ? zero : 0) + 4} textAnchor="end">
              {formatTick(value, decimal)}
            </text>
          ),
        )}
        <line x1={0} x2={axis.width} y1={zero} y2={zero} stroke={cssColour('hairline')} />
        <line x1={end} x2={end} y1={-MARGIN} y2={bottom} stroke={cssColour('softInk')} />
        <path className="output-asked" d={read} />
        <path className="output-asked output-truth" d={truth} />
        <path className="output-naive" d={naive} />
        <path className="output-foretold" d={foretold} />
        {dots.map(({ t, x, y }) => (
          <circle key={t} className="output-dot" cx={x} cy={y} r={2} />
        ))}
        {ticks.map(({ t, x }) => (
          <text key={t} className="number-text" x={x} y={bottom + 14} textAnchor="middle">
            {t}
          </text>
        ))}
      </g>
    </svg>
  );
}
