/** Draws one step of a decoder: its boxes and wires, what is new in attention's colour and thicker. */
import { memo } from 'react';
import { cssColour } from '../theme/palette';
import { alphaPlace, type WiringMarks, type WiringPart } from './wiring-layout';
import './attention.css';

interface Props {
  readonly marks: WiringMarks;
  readonly label: string;
  /** Of the boxes that have no letter. */
  readonly names: Readonly<Partial<Record<WiringPart, string>>>;
}

/** The weights, by the letter that they have in every language. */
const ALPHA = 'α';

export const Wiring = memo(function Wiring({ marks: { width, height, nodes, edges }, label, names }: Props) {
  return (
    <svg className="wiring" role="img" aria-label={label} viewBox={`0 0 ${String(width)} ${String(height)}`} width={width} height={height}>
      {edges.map(({ from, to, path, x, y, angle, isNew }) => {
        const colour = cssColour(isNew ? 'attention' : 'softInk');
        return (
          <g key={`${from} ${to}`} data-wire={`${from} ${to}`} data-new={isNew || undefined}>
            <path d={path} fill="none" stroke={colour} strokeWidth={isNew ? 2.25 : 1.1} />
            <path d="M-6 -3.5L0 0L-6 3.5Z" fill={colour} transform={`translate(${String(x)} ${String(y)}) rotate(${String(angle)})`} />
          </g>
        );
      })}
      {nodes.map(({ part, text, index, x, y, width: w, isNew }) => (
        <g key={part} data-part={part}>
          <rect
            x={x - w / 2}
            y={y - 11}
            width={w}
            height={22}
            rx={part === 'cell' ? 4 : 11}
            fill={cssColour('panel')}
            stroke={cssColour(isNew ? 'attention' : part === 'cell' ? 'ink' : 'softInk')}
            strokeWidth={isNew ? 2.25 : 1.1}
          />
          <text className="wiring-text" x={x} y={y + 4} textAnchor="middle">
            {text ?? names[part]}
            {index !== '' && (
              <tspan dy={3} fontSize={8}>
                {index}
              </tspan>
            )}
          </text>
        </g>
      ))}
      {nodes.some(({ part }) => part === 'score') && (
        <text className="wiring-text" {...alphaPlace}>
          {ALPHA}
        </text>
      )}
    </svg>
  );
});
