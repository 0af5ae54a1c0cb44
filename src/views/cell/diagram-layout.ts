/**
 * A cell's equations as marks: a box a node, the weighted sums at the bottom and the results above them, the wires between, and across the top
 * the road on which a state goes from step to step by products and sums alone: an LSTM's cell state, a GRU's hidden state.
 */
import type { CellEquations, VectorNode } from '../../model/equations/equation';
import { type Box, createRouter, type Point } from './route';

export interface NodeMark extends Box {
  readonly node: VectorNode;
  /** The role whose hue it bears: of a preactivation that of the gate that reads it. */
  readonly role: VectorNode['role'];
  /** It takes what it reads from the road above it. */
  readonly hangs: boolean;
}

/** What leads a value to a node: `input` is one of the node's inputs. Where `to` is null it leads out of the cell. */
export interface WireMark {
  readonly input: string;
  readonly to: string | null;
  readonly points: readonly Point[];
  readonly isRoad: boolean;
}

/** A line that all nodes of the bottom row read: the state before, or the input. */
export interface BusMark {
  readonly y: number;
  readonly x1: number;
  readonly x2: number;
  readonly taps: readonly number[];
}

export interface CellMarks {
  readonly nodes: readonly NodeMark[];
  readonly wires: readonly WireMark[];
  readonly hiddenBus: BusMark;
  readonly inputBus: BusMark;
  /** Where the state's name stands above the road's beginning; null without a road. */
  readonly roadStart: { readonly symbol: string; readonly x: number; readonly y: number } | null;
  readonly labelY: number;
  readonly width: number;
  readonly height: number;
}

export const BADGE_RADIUS = 7;
const BOX_HEIGHT = 34;
const LEVEL = 52;
/** Between a preactivation and the nonlinearity on top of it. */
const ATTACHED = 46;
const MARGIN = 16;
const WIDEST = 520;
/** A page that has not found its width yet is narrower than any box can be. */
const NARROWEST = 200;
const WIDEST_BOX = 92;
/** From a box's middle to where the wires of a sum come in. */
const ENTRY = 13;

export function layoutCell(equations: CellEquations, available: number): CellMarks {
  const width = Math.max(NARROWEST, Math.min(available, WIDEST));
  const { nodes, previous, next, gates } = equations;
  const projections = new Set(gates.map((gate) => `x_${gate}`));
  const road = findRoad(equations);
  const levels = levelsOf(equations, road);
  const columns = columnsOf(equations, road);
  const count = Math.max(...columns.values()) + 1;
  const pitch = (width - 2 * MARGIN + 8) / count;
  const boxWidth = Math.min(WIDEST_BOX, pitch - 6);
  const ys = rowsOf(nodes, levels, road.length > 0);
  const marks = nodes.map((node): NodeMark => ({
    node,
    role: roleOf(node, nodes),
    hangs: isHanging(node, road),
    x: MARGIN - 4 + (columnOf(columns, node.symbol) + 0.5) * pitch,
    y: ys[levels.get(node.symbol) ?? 0],
    width: boxWidth,
    height: BOX_HEIGHT,
  }));
  const boxOf = new Map(marks.map((mark) => [mark.node.symbol, mark]));
  const bottom = ys[1] + BOX_HEIGHT / 2;
  const hiddenY = bottom + BADGE_RADIUS + 13;
  const inputY = hiddenY + 12;
  const router = createRouter(marks, width);
  const wires: WireMark[] = [];
  const late: (() => void)[] = [];
  const add = (input: string, to: string | null, points: readonly Point[], isRoad = false): void => {
    wires.push({ input, to, points, isRoad });
  };
  for (const mark of marks) {
    const { node } = mark;
    const isOnRoad = road.includes(node.symbol);
    for (const input of node.inputs) {
      const source = boxOf.get(input);
      const before = road.indexOf(node.symbol) > 0 ? road[road.indexOf(node.symbol) - 1] : (previous.cell ?? previous.hidden);
      if (isOnRoad && input === before) {
        const from = source ? source.x + source.width / 2 : 0;
        add(input, node.symbol, [{ x: from, y: mark.y }, { x: mark.x - mark.width / 2, y: mark.y }], true); // prettier-ignore
      } else if (source && road.includes(input)) {
        add(input, node.symbol, [{ x: mark.x, y: source.y }, { x: mark.x, y: mark.y - mark.height / 2 }]); // prettier-ignore
      } else if (source && source.y < mark.y) {
        add(input, node.symbol, [{ x: mark.x, y: source.y + source.height / 2 }, { x: mark.x, y: mark.y - mark.height / 2 }]); // prettier-ignore
      } else if (source) {
        const points = router.climb(source, mark);
        if (points) add(input, node.symbol, points);
        else late.push(() => { add(input, node.symbol, router.detour(source, mark)); }); // prettier-ignore
      } else {
        const y = projections.has(input) ? inputY : hiddenY;
        const isSingle = node.inputs.length === 1;
        const x = isSingle ? mark.x : mark.x + (projections.has(input) ? ENTRY : -ENTRY);
        if (levels.get(node.symbol) === 1) add(input, node.symbol, router.rise(x, y, mark));
        else late.push(() => { add(input, node.symbol, router.approach(y, mark)); }); // prettier-ignore
      }
    }
  }
  for (const run of late) run();
  for (const state of [next.cell, next.hidden]) {
    const mark = state === null ? undefined : boxOf.get(state);
    if (state !== null && mark) add(state, null, [{ x: mark.x + mark.width / 2, y: mark.y }, { x: width, y: mark.y }], road.includes(state)); // prettier-ignore
  }
  const tapsOn = (y: number): readonly number[] => wires.flatMap(({ points: [first], isRoad }) => (!isRoad && first.y === y ? [first.x] : []));
  const hiddenTaps = tapsOn(hiddenY);
  const inputTaps = tapsOn(inputY);
  return {
    nodes: marks,
    wires,
    hiddenBus: { y: hiddenY, x1: 0, x2: Math.max(...hiddenTaps), taps: hiddenTaps },
    inputBus: { y: inputY, x1: Math.min(...inputTaps), x2: width, taps: inputTaps },
    roadStart: road.length > 0 ? { symbol: previous.cell ?? previous.hidden, x: 0, y: 10 } : null,
    labelY: inputY + 16,
    width,
    height: inputY + 22,
  };
}

/** The nodes, in order, through which a state goes on to the next step by products and sums alone. */
function findRoad({ nodes, previous, next }: CellEquations): readonly string[] {
  const end = next.cell ?? next.hidden;
  const follow = (symbol: string): readonly string[] | null => {
    if (symbol === end) return [];
    for (const node of nodes) {
      if (!node.inputs.includes(symbol) || !['product', 'sum'].includes(node.operation)) continue;
      const rest = follow(node.symbol);
      if (rest) return [node.symbol, ...rest];
    }
    return null;
  };
  return follow(previous.cell ?? previous.hidden) ?? [];
}

/** Whether only the road feeds a node that is not on it itself. */
function isHanging({ symbol, inputs }: VectorNode, road: readonly string[]): boolean {
  return !road.includes(symbol) && inputs.every((input) => road.includes(input));
}

/** How many operations lie below each node, 1 at the bottom; nodes on the road have none; what only the road feeds hangs above its reader. */
function levelsOf({ nodes }: CellEquations, road: readonly string[]): ReadonlyMap<string, number> {
  const levels = new Map<string, number>();
  for (const node of nodes) {
    if (road.includes(node.symbol) || isHanging(node, road)) continue;
    levels.set(node.symbol, 1 + Math.max(0, ...node.inputs.map((input) => levels.get(input) ?? 0)));
  }
  for (const node of nodes) {
    if (!isHanging(node, road)) continue;
    const readers = nodes.filter(({ inputs }) => inputs.includes(node.symbol));
    levels.set(node.symbol, 1 + Math.max(...readers.map(({ symbol }) => levels.get(symbol) ?? 0)));
  }
  return levels;
}

/** A node stands above the middle of what it is made of; what is made of nothing below takes the next column. */
function columnsOf({ nodes, next }: CellEquations, road: readonly string[]): ReadonlyMap<string, number> {
  const columns = new Map<string, number>();
  let free = 0;
  const place = (symbol: string): number => {
    const node = nodes.find((each) => each.symbol === symbol);
    const inner = (node?.inputs ?? []).filter((input) => nodes.some((each) => each.symbol === input) && !road.includes(input));
    const hangs = (input: string): boolean => nodes.some((each) => each.symbol === input && isHanging(each, road));
    const below = inner.filter((input) => !columns.has(input) && !hangs(input)).map(place);
    const column = below.length === 0 ? free++ : below.reduce((a, b) => a + b) / below.length;
    columns.set(symbol, column);
    for (const input of inner) if (hangs(input)) columns.set(input, column);
    return column;
  };
  for (const symbol of road) place(symbol);
  if (!columns.has(next.hidden)) place(next.hidden);
  return columns;
}

function columnOf(columns: ReadonlyMap<string, number>, symbol: string): number {
  return columns.get(symbol) ?? 0;
}

/** The middle of each level from the top of the picture; that of the road stands at 0. */
function rowsOf(nodes: readonly VectorNode[], levels: ReadonlyMap<string, number>, hasRoad: boolean): readonly number[] {
  const top = Math.max(...levels.values());
  const isAttached = (level: number): boolean =>
    nodes.filter(({ symbol }) => levels.get(symbol) === level).every(({ inputs }) => inputs.length === 1 && levels.get(inputs[0]) === level - 1);
  const roadY = 16 + BOX_HEIGHT / 2;
  const rows: number[] = [];
  rows[0] = roadY;
  rows[top] = hasRoad ? roadY + LEVEL : BOX_HEIGHT / 2 + 2;
  for (let level = top - 1; level >= 1; level--) rows[level] = rows[level + 1] + (isAttached(level + 1) ? ATTACHED : LEVEL);
  return rows;
}

function roleOf(node: VectorNode, nodes: readonly VectorNode[]): VectorNode['role'] {
  if (node.role !== 'preact') return node.role;
  return nodes.find(({ inputs }) => inputs.includes(node.symbol))?.role ?? node.role;
}
