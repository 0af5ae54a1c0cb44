/** The recurrent layers of a plan: stacked, in one or two directions, joined, with dropout between them. */
import { directionSuffix } from './parameters';
import type { Matrix, Pass, Product } from './passes';
import { activation, type Draft, matrix, onlyPart, type Part, productPass, type Stage } from './plan-draft';
import { dropoutSite, planDropout } from './plan-dropout';
import { planCarry } from './plan-carry';
import { planRows, type Tokens } from './plan-rows';
import { type PlannedScan, planScan, type ScanChoice } from './plan-scan';
import { clearBegin, planWindows } from './plan-window';
import type { EncoderSpec } from './spec';

/**
 * What the parts above a layer read of it: y at `every` step, y where each sequence ends (`last`), the cell's own final `states`, or
 * `everyAndStates`.
 */
export type Reading = 'every' | 'last' | 'states' | 'everyAndStates';

/** A layer as what lies above sees it; of the final states each direction's scan. */
export interface EncodedStage extends Stage {
  readonly scans: readonly PlannedScan[];
}

/**
 * All layers over the input; the stage is the last layer's y at every step [T·B, D], or read once a sequence [B, D], where there are two directions in a
 * part each.
 * @param inOne asks for one part.
 */
export function planEncoder(draft: Draft, input: Stage | Tokens, reading: Reading, inOne: boolean): EncodedStage {
  const { encoder } = draft.model;
  const { hiddenSizes, dropout } = encoder;
  const last = hiddenSizes.length - 1;
  let stage: EncodedStage | null = null;
  for (const layer of hiddenSizes.keys()) {
    const name = `l${String(layer)}`;
    const x = stage === null ? input : planDropout(draft, stage, { name, rate: dropout, site: dropoutSite.layer(layer), segment: 'encode' });
    const asksForOne = layer === last ? inOne : dropout > 0 || hasResidual(encoder, layer + 1);
    stage = planLayer(draft, layer, x, layer === last ? reading : 'every', asksForOne);
  }
  if (stage === null) throw new Error('plan: an encoder must have a layer');
  return stage;
}

/** Whether a layer's input is added to its output: from the second layer on, where both are as wide. */
function hasResidual({ residual, hiddenSizes }: EncoderSpec, layer: number): boolean {
  return residual && layer > 0 && hiddenSizes[layer] === hiddenSizes[layer - 1];
}

function planLayer(draft: Draft, layer: number, below: Stage | Tokens, reading: Reading, inOne: boolean): EncodedStage {
  const { encoder } = draft.model;
  const name = `l${String(layer)}`;
  const H = encoder.hiddenSizes[layer];
  const { encode } = draft.segments;
  const every = reading === 'every' || reading === 'everyAndStates';
  const arrives = { steps: every, final: reading !== 'every' };
  const stage = 'tokens' in below ? null : below;
  const x = stage && stage.parts.map(({ value }) => value);
  const directions = encoder.bidirectional ? [false, true] : [false];
  const scans = directions.map((reverse) =>
    planScan(draft, { ...encoderScan(draft, directionSuffix(layer, reverse)), hiddenSize: H, reverse, x, arrives }),
  );
  const rows = 'tokens' in below ? planRows(draft, name, below, scans) : null;
  const { window, carry } = draft.options;
  const windows = window === null ? null : scans.map((scan, which) => planWindows(draft, window, directionSuffix(layer, directions[which]), scan));
  const carries = carry ? scans.map((scan) => planCarry(draft, layer, scan)) : [];
  const begin = carries.flatMap((each) => each.begin);
  const project = rows ? [...rows.prepare, ...rows.all] : scans.flatMap((scan) => scan.project ?? []);
  if (windows === null) encode.push(...project, ...begin, ...scans.map(({ scan }) => scan));
  else encode.push(...(carry ? begin : scans.flatMap(clearBegin)), ...windows.map((each) => each.encode));
  draft.segments.keep.push(...carries.flatMap(({ keep }) => keep));
  encode.push(...scans.flatMap(({ keep }) => (keep === null ? [] : [keep])));
  const residual = stage !== null && hasResidual(encoder, layer) ? onlyPart(stage) : null;
  const joins = reading !== 'states' && ((inOne && scans.length > 1) || residual !== null);
  const outputs = joins ? planJoin(draft, layer, scans, residual, every) : { parts: scans.map((scan) => viewOutputs(scan, every)), backward: [] };
  const dx = stage === null ? [] : stage.parts.flatMap(({ gradient }) => gradient ?? []);
  const isWritten = joins && residual !== null;
  const back =
    windows === null
      ? [
          ...scans.map(({ scanBackward }) => scanBackward),
          ...scans.map(({ weightGradients }) => weightGradients),
          ...(rows ? rows.backward : []),
          ...(dx.length === 0 ? [] : [productPass(`dx ${name}`, ...addDirections(scans, dx, isWritten))]),
        ]
      : windows.flatMap(({ backward }, which) => backward(dx, which > 0 || isWritten));
  return { ...outputs, scans, backward: [...outputs.backward, ...back, ...(stage ? stage.backward : [])] };
}

/** The gradient of each part of the input: what the first direction gives, and added to it what the other does. */
function addDirections(scans: readonly PlannedScan[], dx: readonly Matrix[], isWritten: boolean): readonly Product[] {
  const all = scans.map(({ inputGradient }, which) => inputGradient(dx, which > 0 || isWritten));
  return dx.flatMap((_part, k) => all.map((products) => products[k]));
}

function encoderScan({ options: { carry } }: Draft, suffix: string): Pick<ScanChoice, 'suffix' | 'weights' | 'over' | 'lengths' | 'initial'> {
  const name = (kind: string): string => `encoder.${kind}_${suffix}`;
  const weights = { weightIh: name('weight_ih'), weightHh: name('weight_hh'), biasIh: name('bias_ih'), biasHh: name('bias_hh') };
  return { suffix, weights, over: 'T', lengths: 'lengths', initial: carry ? { gradient: null, looped: false } : null };
}

/** A direction's states as they are: nothing need be copied. */
function viewOutputs({ steps, dsteps, final, dfinal }: PlannedScan, every: boolean): Part {
  return every ? { value: steps, gradient: dsteps } : { value: final, gradient: dfinal };
}

function planJoin(draft: Draft, layer: number, scans: readonly PlannedScan[], below: Part | null, every: boolean): Stage {
  const name = `l${String(layer)}`;
  const H = draft.model.encoder.hiddenSizes[layer];
  const width = H * scans.length;
  const rows = every ? (['T', 'B'] as const) : (['B'] as const);
  const y = matrix(activation(draft, `y.${name}`, [...rows, width]), rows, width);
  const dy = matrix(activation(draft, `dy.${name}`, [...rows, width]), rows, width);
  const forward = scans[0];
  const reverse = scans.at(1) ?? null;
  const shared = { reading: every ? ('every' as const) : ('last' as const), hiddenSize: H, lengths: 'lengths' };
  draft.segments.encode.push({
    kernel: 'join',
    label: `join ${name}`,
    ...shared,
    forward: every ? forward.steps : forward.final,
    reverse: reverse && (every ? reverse.steps : reverse.final),
    x: below && below.value,
    y,
  });
  const gradientOfScan = (scan: PlannedScan): Matrix => getGradient(every ? scan.dsteps : scan.dfinal);
  const backward: Pass = {
    kernel: 'joinBackward',
    label: `join backward ${name}`,
    ...shared,
    dy,
    dforward: gradientOfScan(forward),
    dreverse: reverse && gradientOfScan(reverse),
    dx: below && below.gradient,
  };
  return { parts: [{ value: y, gradient: dy }], backward: [backward] };
}

function getGradient(gradient: Matrix | null): Matrix {
  if (gradient === null) throw new Error('plan: a scan whose outputs are joined must take their gradient');
  return gradient;
}
