/** One step of a decoder as boxes and the wires between them, made from its specification: which state asks, where the context goes, what is fed in. */
import type { AttentionSpec, CellKind } from '../../model/spec';

/** What a box stands for. */
export type WiringPart = 'keys' | 'score' | 'context' | 'before' | 'cell' | 'hidden' | 'input' | 'fed' | 'attended' | 'logits';

export interface WiringNode {
  readonly part: WiringPart;
  /** In letters, the same in every language; null where a word must be put. */
  readonly text: string | null;
  /** Written low behind the text. */
  readonly index: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Not there before. */
  readonly isNew: boolean;
}

export interface WiringEdge {
  readonly from: WiringPart;
  readonly to: WiringPart;
  readonly path: string;
  /** The arrow's head, and which way it points, degrees clockwise from the right. */
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  readonly isNew: boolean;
}

export interface WiringMarks {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly WiringNode[];
  readonly edges: readonly WiringEdge[];
}

/** The score as it is written: the query beside the key. */
export const scoreTexts: Readonly<Record<AttentionSpec['score'], string>> = {
  dot: 'q·k',
  general: 'q·W k',
  additive: 'v·tanh(W q + W k)',
};

type Wire = readonly [from: WiringPart, to: WiringPart];

/** Columns and rows of the boxes' middles, CSS pixels. */
const X = { left: 27, middle: 102, right: 177 } as const;
const Y = { keys: 13, score: 53, context: 93, cell: 137, input: 179 } as const;
/** Where α is written: beside the wire from the scores to the context. */
export const alphaPlace = { x: X.middle + 7, y: (Y.score + Y.context) / 2 + 4 };

/** Where the wire runs that goes around the scores. */
const AROUND = 52;
const HEIGHT = 22;
const WIDTH = 204;

const places: Readonly<Record<WiringPart, readonly [x: number, y: number, width: number]>> = {
  keys: [X.middle, Y.keys, 128],
  score: [X.middle, Y.score, 70],
  context: [X.middle, Y.context, 66],
  before: [X.left, Y.cell, 42],
  cell: [X.middle, Y.cell, 50],
  hidden: [X.right, Y.cell, 42],
  input: [X.middle, Y.input, 42],
  fed: [X.left, Y.input, 42],
  attended: [X.right, Y.context, 42],
  logits: [X.right, Y.score, 54],
};

/** The wires of a step, in the order in which it goes. */
export function wiresOf(attention: AttentionSpec | null): readonly Wire[] {
  const cell: readonly Wire[] = [
    ['before', 'cell'],
    ['input', 'cell'],
    ['cell', 'hidden'],
  ];
  if (attention === null) return [['keys', 'before'], ...cell, ['hidden', 'logits']];
  const look: readonly Wire[] = [
    ['keys', 'score'],
    ['score', 'context'],
    ['keys', 'context'],
  ];
  if (attention.query === 'previous') {
    return [['before', 'score'], ...look, ['context', 'cell'], ...cell, ['hidden', 'logits'], ['context', 'logits']];
  }
  const fed: readonly Wire[] = attention.inputFeeding ? [['fed', 'cell']] : [];
  return [...fed, ...cell, ['hidden', 'score'], ...look, ['context', 'attended'], ['hidden', 'attended'], ['attended', 'logits']];
}

/** @param before what the wiring was, null for the bottleneck; left out where nothing is to be marked as new. */
export function layoutWiring(attention: AttentionSpec | null, cell: CellKind, before?: AttentionSpec | null): WiringMarks {
  const wires = wiresOf(attention);
  const old = before === undefined ? null : wiresOf(before);
  const oldParts = old && new Set(old.flat());
  const scored = before !== undefined && before?.score !== attention?.score;
  const parts = [...new Set(wires.flat())];
  return {
    width: WIDTH,
    height: Y.input + HEIGHT / 2 + 3,
    nodes: parts.map((part): WiringNode => {
      const [x, y, width] = places[part];
      const isNew = (oldParts !== null && !oldParts.has(part)) || (part === 'score' && scored);
      return { part, ...nameOf(part, cell), x, y, width, isNew };
    }),
    edges: wires.map(([from, to]) => {
      const isNew = old !== null && !old.some(([a, b]) => a === from && b === to);
      return { from, to, ...drawWire(from, to), isNew };
    }),
  };
}

function nameOf(part: WiringPart, cell: CellKind): Pick<WiringNode, 'text' | 'index'> {
  const names: Readonly<Record<WiringPart, readonly [text: string | null, index: string]>> = {
    keys: [null, ''],
    score: [null, ''],
    context: [null, ''],
    before: ['h', 't−1'],
    cell: [cell.toUpperCase(), ''],
    hidden: ['h', 't'],
    input: ['x', 't'],
    fed: ['a', 't−1'],
    attended: ['a', 't'],
    logits: [null, ''],
  };
  const [text, index] = names[part];
  return { text, index };
}

/** A straight wire from the edge of one box to the edge of the other; what is weighed goes around what weighs it. */
function drawWire(from: WiringPart, to: WiringPart): Pick<WiringEdge, 'path' | 'x' | 'y' | 'angle'> {
  if (from === 'keys' && to === 'context') {
    const end = X.middle - places.context[2] / 2;
    return { path: `M${String(AROUND)} ${String(Y.keys + HEIGHT / 2)}V${String(Y.context)}H${String(end)}`, x: end, y: Y.context, angle: 0 };
  }
  const [[x1, y1, w1], [x2, y2, w2]] = [places[from], places[to]];
  const [a, b] = [leave(x1, y1, w1, x2, y2), leave(x2, y2, w2, x1, y1)];
  const angle = Math.round((Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI);
  return { path: `M${round(a.x)} ${round(a.y)}L${round(b.x)} ${round(b.y)}`, x: round(b.x), y: round(b.y), angle };
}

/** Where the line from a box's middle to (x2, y2) leaves the box. */
function leave(x: number, y: number, width: number, x2: number, y2: number): { readonly x: number; readonly y: number } {
  const [dx, dy] = [x2 - x, y2 - y];
  const share = Math.min(dx === 0 ? Infinity : width / 2 / Math.abs(dx), dy === 0 ? Infinity : HEIGHT / 2 / Math.abs(dy));
  return { x: x + dx * share, y: y + dy * share };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
