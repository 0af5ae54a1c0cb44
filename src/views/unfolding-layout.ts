/**
 * The network between folded and unrolled: folded it is what textbooks draw, one box a layer whose edges lead around into itself; as it opens, every
 * step takes its own copy along to its column, and the loop becomes the edge to the next step. At opening 1 all lies where the unrolled network has it.
 */
import type { LitEdge, LitMarks, LitRow } from './unrolled-passage';

export interface UnfoldingInput {
  readonly marks: LitMarks;
  /** 0: folded, 1: unrolled. */
  readonly opening: number;
  readonly width: number;
  /** The step whose copy lies on top of the others. */
  readonly t: number | null;
}

export interface NodeMark {
  readonly t: number;
  readonly x: number;
  readonly y: number;
  readonly amount: number;
  readonly lit: boolean;
}

export interface CurveMark extends LitEdge {
  /** An SVG path. */
  readonly path: string;
}

export interface UnfoldingRow {
  readonly scan: string;
  readonly reverse: boolean;
  /** The copy at hand last, so that it is seen while all lie in one place. */
  readonly nodes: readonly NodeMark[];
  readonly hiddenEdges: readonly CurveMark[];
  readonly road: readonly CurveMark[];
  /** The road's height, and that of the folded box, where its name stands: on its left where another direction's box is on its right. */
  readonly roadY: number;
  readonly name: { readonly x: number; readonly y: number; readonly side: 'left' | 'right' };
  /** Where the loop bears the name of its weights. */
  readonly weights: { readonly x: number; readonly y: number };
}

export interface UnfoldingMarks {
  readonly rows: readonly UnfoldingRow[];
  readonly nodeWidth: number;
  readonly nodeHeight: number;
  readonly radius: number;
  /** One path each: what leads from the input to the lowest layer, from layer to layer, and from the states that are read to the loss. */
  readonly inputs: string;
  readonly links: string;
  readonly reads: string;
  readonly losses: readonly { readonly t: number; readonly x: number; readonly y: number }[];
  readonly inputAt: { readonly x: number; readonly y: number };
  readonly height: number;
  /** How strongly names and inputs are drawn, which the unrolled network has elsewhere: 1 folded, 0 open. */
  readonly naming: number;
}

const BOX = { width: 60, height: 28, radius: 6 };
/** Half the distance between the boxes of two directions. */
const APART = 62;
const LOOP = { reach: 40, lift: 36 };
const ROAD = { above: 26, reach: 46, lift: 20 };
const OUTPUT_Y = 12;

export function layoutUnfolding({ marks, opening, width, t }: UnfoldingInput): UnfoldingMarks {
  const p = Math.max(0, Math.min(1, opening));
  const layers = [...new Set(marks.rows.map(({ layer }) => layer))];
  const hasRoad = marks.rows.some(({ road }) => road.length > 0);
  const rowHeight = hasRoad ? 82 : 64;
  const directed = marks.rows.some(({ reverse }) => reverse);
  // A short sequence is narrower than a folded box with its names, which then reach out to the right.
  const centre = Math.max(width / 2, directed ? 174 : 64);
  const foldedHeight = OUTPUT_Y + layers.length * rowHeight + 46;
  // Boxes are small before they are far apart, so that copies are told from each other early.
  const shrinking = 1 - (1 - p) ** 4;
  const nodeWidth = widthOf(p, shrinking, marks, width);
  const nodeHeight = mix(BOX.height, marks.cellHeight, shrinking);
  const between = (folded: number, open: number): number => mix(folded, open, p);
  // Rows part faster than columns, so that two directions lie clear of each other while their copies spread.
  const parting = 1 - (1 - p) ** 3;
  const betweenRows = (folded: number, open: number): number => mix(folded, open, parting);
  const foldedX = (row: LitRow): number => (directed ? centre + (row.reverse ? -1 : 1) * APART : centre);
  const foldedY = (row: LitRow): number => OUTPUT_Y + 12 + layers.indexOf(row.layer) * rowHeight + rowHeight - LOOP.lift * 0.75 - 6;
  const inputY = betweenRows(foldedHeight - 14, marks.height);

  const rows = marks.rows.map((row): UnfoldingRow => {
    const [x, y] = [foldedX(row), foldedY(row)];
    const roadY = betweenRows(y - ROAD.above, row.roadY);
    const rank = (step: number): number => (step === t ? 1 : 0);
    // Of the edges too that of the step at hand is on top, or where it bears nothing yet the nearest that does.
    const order = ({ t: step, light }: LitEdge): number => (light === 'none' ? -1e6 : 0) - Math.abs(step - (t ?? 0));
    const nodes = row.cells.map((cell) => ({ ...cell, x: between(x, cell.x), y: betweenRows(y, row.cellY) })).sort((a, b) => rank(a.t) - rank(b.t));
    const bend = (edges: readonly LitEdge[], curve: (edge: LitEdge) => string): readonly CurveMark[] =>
      edges.map((edge) => ({ ...edge, path: curve(edge) })).sort((a, b) => order(a) - order(b));
    const sign = row.reverse ? -1 : 1;
    return {
      scan: row.scan,
      reverse: row.reverse,
      nodes,
      hiddenEdges: bend(row.hiddenEdges, ({ x1, x2 }) => {
        const half = (sign * BOX.width * (1 - p)) / 2;
        return loopPath(between(x, x1) + half, between(x, x2) - half, betweenRows(y, row.edgeY), sign * LOOP.reach * (1 - p), LOOP.lift * (1 - p));
      }),
      road: bend(row.road, ({ x1, x2 }) => loopPath(between(x, x1), between(x, x2), roadY, sign * ROAD.reach * (1 - p), -ROAD.lift * (1 - p))),
      roadY,
      name: { x: x + sign * (BOX.width / 2 + LOOP.reach * 0.6 + 6), y, side: row.reverse ? 'left' : 'right' },
      weights: { x: x - sign * (BOX.width / 2 + 14), y: y + LOOP.lift * 0.75 + 4 },
    };
  });

  const nodeAt = (scan: string, step: number): NodeMark | undefined => rows.find((row) => row.scan === scan)?.nodes.find((node) => node.t === step);
  const lowest = layers.at(-1);
  const pairs = marks.rows.flatMap((above) =>
    marks.rows.filter((below) => layers.indexOf(below.layer) === layers.indexOf(above.layer) + 1).map((below) => [below, above] as const),
  );
  const losses = marks.losses.map(({ t: step, x }) => ({ t: step, x: between(centre, x), y: betweenRows(OUTPUT_Y, marks.lossY) }));
  const readRows = marks.rows.filter(({ layer }) => layer === layers[0]);
  return {
    rows,
    nodeWidth,
    nodeHeight,
    radius: mix(BOX.radius, marks.style === 'cells' ? Math.min(4, marks.cellWidth / 5) : 0, shrinking),
    inputs: marks.rows
      .filter(({ layer }) => layer === lowest)
      .flatMap((row) => row.cells.map(({ t: step, x }) => linePath({ x: between(centre, x), y: inputY }, nodeAt(row.scan, step))))
      .join(''),
    links: pairs.flatMap(([below, above]) => below.cells.map(({ t: step }) => linePath(nodeAt(below.scan, step), nodeAt(above.scan, step)))).join(''),
    reads: losses.flatMap((loss) => readRows.map(({ scan }) => readPath(loss, marks, nodeAt(scan, loss.t), p))).join(''),
    losses,
    inputAt: { x: centre, y: inputY },
    height: betweenRows(foldedHeight, marks.height),
    naming: Math.max(0, 1 - 5 * p),
  };
}

/** From this opening on copies are narrower than they are apart. */
const FANNED = 0.15;
const NARROWEST = 0.5;

/** A box's width: from the folded one quickly to what the copies are apart, then with them to the width that they have in the open network. */
function widthOf(p: number, shrinking: number, marks: LitMarks, width: number): number {
  const steps = marks.rows[0]?.cells.length ?? 1;
  const fanned = (at: number): number => Math.max(NARROWEST, Math.min(marks.cellWidth, (0.85 * at * width) / Math.max(1, steps)));
  if (p >= 1) return marks.cellWidth;
  if (p >= FANNED) return fanned(p);
  return mix(BOX.width, fanned(FANNED), Math.max(shrinking, p / FANNED));
}

/** From a loss to a state above which it is read: open only as far as the unrolled network's own line goes. */
function readPath(
  loss: { readonly t: number; readonly x: number; readonly y: number },
  marks: LitMarks,
  node: NodeMark | undefined,
  p: number,
): string {
  const open = marks.losses.find(({ t }) => t === loss.t);
  if (node === undefined || open === undefined) return '';
  return linePath(loss, p === 1 ? { x: open.x, y: open.y2 } : node);
}

function mix(from: number, to: number, part: number): number {
  return from * (1 - part) + to * part;
}

type Point = { readonly x: number; readonly y: number };

function linePath(from: Point | undefined, to: Point | undefined): string {
  return from && to ? `M${round(from.x)} ${round(from.y)}L${round(to.x)} ${round(to.y)}` : '';
}

/** From x1 out by `reach`, around below (or above, with a negative lift), and into x2 from outside; straight where both are 0. */
function loopPath(x1: number, x2: number, y: number, reach: number, lift: number): string {
  return `M${round(x1)} ${round(y)}C${round(x1 + reach)} ${round(y + lift)} ${round(x2 - reach)} ${round(y + lift)} ${round(x2)} ${round(y)}`;
}

function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}
