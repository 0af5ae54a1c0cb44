/** The recurrent layers of a plan: stacked, in one or two directions, joined, with dropout between them. */
import { directionSuffix } from './parameters';
import type { Matrix, Pass } from './passes';
import { activation, type Draft, matrix, type Stage } from './plan-draft';
import { dropoutSite, planDropout } from './plan-dropout';
import { planCarry } from './plan-carry';
import { planRows, type Tokens } from './plan-rows';
import { type PlannedScan, planScan, type ScanChoice } from './plan-scan';
import { clearBegin, planWindows } from './plan-window';
import { directionCount } from './spec';

/**
 * What the parts above a layer read of it: y at `every` step, y where each sequence ends (`last`), the cell's own final `states`, or
 * `everyAndStates`.
 */
export type Reading = 'every' | 'last' | 'states' | 'everyAndStates';

/** A layer as what lies above sees it; of the final states each direction's scan. */
export interface EncodedStage extends Stage {
  readonly scans: readonly PlannedScan[];
}

/** All layers over the input; the stage is the last layer's y at every step [T·B, D], or read once a sequence [B, D]. */
export function planEncoder(draft: Draft, input: Stage | Tokens, reading: Reading): EncodedStage {
  const { hiddenSizes, dropout } = draft.model.encoder;
  const readingOf = (layer: number): Reading => (layer === hiddenSizes.length - 1 ? reading : 'every');
  return hiddenSizes.slice(1).reduce<EncodedStage>(
    (below, _H, index) => {
      const layer = index + 1;
      const x = planDropout(draft, below, { name: `l${String(layer)}`, rate: dropout, site: dropoutSite.layer(layer), segment: 'encode' });
      return planLayer(draft, layer, x, readingOf(layer));
    },
    planLayer(draft, 0, input, readingOf(0)),
  );
}

function planLayer(draft: Draft, layer: number, below: Stage | Tokens, reading: Reading): EncodedStage {
  const { encoder } = draft.model;
  const H = encoder.hiddenSizes[layer];
  const width = H * directionCount(encoder);
  const { encode } = draft.segments;
  const every = reading === 'every' || reading === 'everyAndStates';
  const arrives = { steps: every, final: reading !== 'every' };
  const stage = 'tokens' in below ? null : below;
  const directions = encoder.bidirectional ? [false, true] : [false];
  const scans = directions.map((reverse) =>
    planScan(draft, { ...encoderScan(draft, directionSuffix(layer, reverse)), hiddenSize: H, reverse, x: stage && stage.value, arrives }),
  );
  const rows = 'tokens' in below ? planRows(draft, `l${String(layer)}`, below, scans) : null;
  const { window, carry } = draft.options;
  const windows = window === null ? null : scans.map((scan, which) => planWindows(draft, window, directionSuffix(layer, directions[which]), scan));
  const carries = carry ? scans.map((scan) => planCarry(draft, layer, scan)) : [];
  const begin = carries.flatMap((each) => each.begin);
  const project = rows ? [...rows.prepare, ...rows.all] : scans.flatMap((scan) => scan.project ?? []);
  if (windows === null) encode.push(...project, ...begin, ...scans.map(({ scan }) => scan));
  else encode.push(...(carry ? begin : scans.flatMap(clearBegin)), ...windows.map((each) => each.encode));
  draft.segments.keep.push(...carries.flatMap(({ keep }) => keep));
  encode.push(...scans.flatMap(({ keep }) => (keep === null ? [] : [keep])));
  const residual = encoder.residual && layer > 0 && stage !== null && stage.value.columns === width ? stage : null;
  const joins = reading !== 'states' && (scans.length > 1 || residual !== null);
  const outputs = joins ? planJoin(draft, layer, scans, residual, every) : viewOutputs(scans[0], every);
  const gradient = stage && stage.gradient;
  const dxIsWritten = joins && residual !== null;
  const back =
    windows === null
      ? [
          ...scans.map(({ scanBackward }) => scanBackward),
          ...scans.map(({ weightGradients }) => weightGradients),
          ...(rows ? rows.backward : []),
          ...(gradient === null ? [] : scans.map(({ inputGradient }, which) => inputGradient(gradient, which > 0 || dxIsWritten))),
        ]
      : windows.flatMap(({ backward }, which) => backward(gradient, which > 0 || dxIsWritten));
  return { ...outputs, scans, backward: [...outputs.backward, ...back, ...(stage ? stage.backward : [])] };
}

function encoderScan({ options: { carry } }: Draft, suffix: string): Pick<ScanChoice, 'suffix' | 'weights' | 'over' | 'lengths' | 'initial'> {
  const name = (kind: string): string => `encoder.${kind}_${suffix}`;
  const weights = { weightIh: name('weight_ih'), weightHh: name('weight_hh'), biasIh: name('bias_ih'), biasHh: name('bias_hh') };
  return { suffix, weights, over: 'T', lengths: 'lengths', initial: carry ? { gradient: null, looped: false } : null };
}

/** One direction without a residual: its states are its outputs, and nothing need be copied. */
function viewOutputs(scan: PlannedScan, every: boolean): Stage {
  return every ? { value: scan.steps, gradient: scan.dsteps, backward: [] } : { value: scan.final, gradient: scan.dfinal, backward: [] };
}

function planJoin(draft: Draft, layer: number, scans: readonly PlannedScan[], below: Stage | null, every: boolean): Stage {
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
  return { value: y, gradient: dy, backward: [backward] };
}

function getGradient(gradient: Matrix | null): Matrix {
  if (gradient === null) throw new Error('plan: a scan whose outputs are joined must take their gradient');
  return gradient;
}
