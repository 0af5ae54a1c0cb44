/** Draws a cell as it stands at one operation: every node with its symbol and number, the wires, and going back the gradient on each of them. */
import { memo } from 'react';
import type { OperationName } from '../../model/equations/operations';
import { gradientScale, logFraction } from '../log-scale';
import './diagram.css';
import { BADGE_RADIUS, type BusMark, type CellMarks, type NodeMark, type WireMark } from './diagram-layout';

/** What goes back on a wire: from a node, or null from outside the cell, to one of its inputs. */
export interface WireFlow {
  readonly from: string | null;
  readonly to: string;
  readonly value: number | null;
}

export interface CellPicture {
  /** Computed so far, by symbol. */
  readonly values: ReadonlyMap<string, number>;
  /** ∂L/∂ each symbol as far as it has come together. */
  readonly gradients: ReadonlyMap<string, number | null>;
  readonly flows: readonly WireFlow[];
  /** The node at work, going forward or back; null: none. */
  readonly at: string | null;
  readonly isBackward: boolean;
}

interface Props {
  readonly marks: CellMarks;
  readonly picture: CellPicture;
  /** What a screen reader says in place of the picture. */
  readonly label: string;
  /** How the input is called: how many numbers it has. */
  readonly inputLabel: string;
  readonly nameOf: (symbol: string) => string;
  readonly format: (value: number) => string;
}

const badges: Readonly<Record<OperationName, string>> = {
  affine: 'W',
  linear: 'W',
  sigmoid: 'σ',
  tanh: 'tanh',
  relu: 'relu',
  product: '×',
  sum: '+',
  complement: '1−',
};

export const CellDiagram = memo(function CellDiagram({ marks, picture, label, inputLabel, nameOf, format }: Props) {
  const { nodes, wires, hiddenBus, inputBus, roadStart, labelY, width, height } = marks;
  const { values, gradients, isBackward } = picture;
  const write = (symbol: string): string => {
    const gradient = gradients.get(symbol);
    if (isBackward) return gradient === undefined ? `∂${symbol}` : `∂${symbol} ${gradient === null ? '?' : format(gradient)}`;
    const value = values.get(symbol);
    return value === undefined ? symbol : `${symbol} ${format(value)}`;
  };
  const roadHue = roadStart?.symbol === 'h' ? 'hidden' : 'cell';
  const before = wires.some(({ input }) => input === 'h') ? 'h' : null;
  return (
    <svg className="cell-diagram" role="img" aria-label={label} width={width} height={height} data-backward={isBackward}>
      <Bus bus={hiddenBus} hue="hidden" />
      <Bus bus={inputBus} hue="none" />
      {wires.map((wire) => (
        <Wire key={`${wire.input} ${wire.to ?? 'out'}`} wire={wire} picture={picture} hue={wire.isRoad ? roadHue : null} />
      ))}
      {nodes.map((mark) => (
        <Node key={mark.node.symbol} mark={mark} picture={picture} nameOf={nameOf} format={format} />
      ))}
      {roadStart && (
        <text className="cell-state" x={roadStart.x} y={roadStart.y} data-hue={roadHue}>
          {write(roadStart.symbol)}
        </text>
      )}
      {before !== null && roadStart?.symbol !== before && (
        <text className="cell-state" x={0} y={labelY} data-hue="hidden">
          {write(before)}
        </text>
      )}
      {before !== null && roadStart?.symbol === before && (
        <text className="cell-state" x={0} y={labelY} data-hue="hidden">
          {before}
        </text>
      )}
      <text className="cell-state" x={width} y={labelY} textAnchor="end">
        {inputLabel}
      </text>
    </svg>
  );
});

function Bus({ bus, hue }: { readonly bus: BusMark; readonly hue: string }) {
  return (
    <g className="cell-bus" data-hue={hue}>
      <line x1={bus.x1} x2={bus.x2} y1={bus.y} y2={bus.y} />
      {bus.taps.map((x) => (
        <circle key={x} cx={x} cy={bus.y} r={2} />
      ))}
    </g>
  );
}

/** Going back its width says how much gradient it bears, on the log scale that all panels share. */
function Wire({ wire, picture, hue }: { readonly wire: WireMark; readonly picture: CellPicture; readonly hue: string | null }) {
  const { input, to, points, isRoad } = wire;
  const flow = picture.flows.find((each) => each.from === to && each.to === input);
  const isComing = picture.isBackward ? flow === undefined : !picture.values.has(to ?? input);
  const value = flow?.value ?? null;
  const state = to !== null && to === picture.at ? 'now' : isComing ? 'coming' : 'done';
  const stroke = picture.isBackward && value !== null ? { strokeWidth: 0.75 + 5 * logFraction(gradientScale, Math.abs(value)) } : undefined;
  return (
    <polyline
      className={isRoad ? 'cell-wire cell-road' : 'cell-wire'}
      data-hue={hue ?? undefined}
      data-state={state}
      data-wire={`${input}>${to ?? ''}`}
      data-flow={value === null ? undefined : String(value)}
      points={points.map(({ x, y }) => `${String(x)},${String(y)}`).join(' ')}
      style={stroke}
    />
  );
}

interface NodeProps extends Pick<Props, 'picture' | 'nameOf' | 'format'> {
  readonly mark: NodeMark;
}

function Node({ mark, picture, nameOf, format }: NodeProps) {
  const { node, role, hangs, x, y, width, height } = mark;
  const { symbol } = node;
  const value = picture.values.get(symbol);
  const gradient = picture.gradients.get(symbol);
  const isBack = picture.isBackward && gradient !== undefined;
  const state = symbol === picture.at ? 'now' : isBack || (!picture.isBackward && value !== undefined) ? 'done' : 'coming';
  const shown = isBack ? gradient : value;
  const badge = badges[node.operation];
  const radius = badge.length > 2 ? 14 : BADGE_RADIUS;
  const [left, top] = [x - width / 2, y - height / 2];
  const name = isBack ? `∂${nameOf(symbol)}` : nameOf(symbol);
  // Where the inputs come in.
  const entry = hangs ? top - 7 : top + height - 5;
  const down = hangs ? 2 : 0;
  return (
    <g className="cell-node" data-hue={role} data-state={state} data-symbol={symbol}>
      <rect className="cell-box" x={left} y={top} width={width} height={height} rx={5} style={{ fillOpacity: strengthOf(node.operation, value) }} />
      <rect className="cell-frame" x={left} y={top} width={width} height={height} rx={5} />
      <text
        className="cell-symbol"
        x={x}
        y={top + 12 + down}
        textAnchor="middle"
        data-long={name.length > 8}
        textLength={name.length * 5.4 > width - 4 ? width - 6 : undefined}
        lengthAdjust="spacingAndGlyphs"
      >
        {name}
      </text>
      {shown !== undefined && (
        <text
          className={isBack ? 'cell-number cell-gradient' : 'cell-number'}
          x={x}
          y={top + 24 + down * 2}
          textAnchor="middle"
          data-name={isBack ? `∂${symbol}` : symbol}
          data-value={String(shown)}
        >
          {shown === null ? '?' : format(shown)}
        </text>
      )}
      <rect className="cell-badge" x={x - radius} y={entry} width={2 * radius} height={2 * BADGE_RADIUS - 2} rx={6} />
      <text className="cell-operation" x={x} y={entry + 9.5} textAnchor="middle">
        {badge}
      </text>
    </g>
  );
}

/** How strongly a box bears its hue: the size of a value that has bounds. */
function strengthOf(operation: OperationName, value: number | undefined): number {
  if (value === undefined || (operation !== 'sigmoid' && operation !== 'tanh')) return 0;
  return 0.28 * Math.min(1, Math.abs(value));
}
