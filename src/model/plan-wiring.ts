/** How a decoder's cell and attention are wired: from the projected inputs to what the outputs read, at once or a step at a time, and back. */
import { lastHiddenSize } from './parameters';
import type { Matrix, Pass, ScanPass } from './passes';
import { planAttention, type PlannedAttention, type Where } from './plan-attention';
import {
  activation,
  atStep,
  columnsOf,
  type Draft,
  gradientMatrix,
  linear,
  linearInput,
  linearSum,
  linearWeight,
  matrix,
  meet,
  parameterMatrix,
  productPass,
} from './plan-draft';
import type { Stage } from './plan-draft';
import type { PlannedScan } from './plan-scan';
import type { AttentionSpec } from './spec';

const COMBINE = 'decoder.combine.weight';

export interface Wiring {
  /** Once, before the first of steps taken one by one. */
  readonly prepare: readonly Pass[];
  /** All steps and what they need before; null where what a step gives enters the next. */
  readonly atOnce: readonly Pass[] | null;
  /** The step at hand of a loop. */
  readonly step: readonly Pass[];
  /** Side by side in the columns of the output's weight; [U·B, …] each. */
  readonly read: readonly { readonly value: Matrix; readonly gradient: Matrix }[];
  readonly backward: readonly Pass[];
}

export interface WiringChoice {
  readonly scan: PlannedScan;
  readonly encoder: Stage;
  readonly attention: AttentionSpec | null;
  /** The name of the weight that the cell's input meets. */
  readonly weightIh: string;
  /** The tensor [B, 2, H] that brings the gradient from a step to the one before. */
  readonly carry: string;
}

/** Whether what a step gives enters the next, so that the steps can never be taken at once. */
export function isLooped(attention: AttentionSpec | null): boolean {
  return attention !== null && (attention.query === 'previous' || attention.inputFeeding);
}

export function wire(draft: Draft, choice: WiringChoice): Wiring {
  const { scan, encoder, attention: spec } = choice;
  if (spec === null) {
    const read = [{ value: scan.steps, gradient: gradientOfSteps(scan) }];
    return { prepare: [], atOnce: [scan.scan], step: [stepOf(scan.scan)], read, backward: [scan.scanBackward] };
  }
  const current = spec.query === 'current';
  const query = current ? scan.steps : { ...scan.steps, steps: 0 as const };
  const attention = planAttention(draft, spec, query, encoder);
  return current ? wireCurrent(draft, choice, attention, spec.inputFeeding) : wirePrevious(draft, choice, attention);
}

/** A scan of all steps as one of the step at hand. */
function stepOf(scan: ScanPass): ScanPass {
  return { ...scan, steps: 'u' };
}

function gradientOfSteps({ dsteps }: PlannedScan): Matrix {
  if (dsteps === null) throw new Error('plan: a decoder must take a gradient at every step');
  return dsteps;
}

/** Luong: h steps first and asks; a = tanh(W_c [context, h]) gives the outputs and, with input feeding, enters the next step beside the embedding. */
function wireCurrent(draft: Draft, { scan, weightIh, carry }: WiringChoice, attention: PlannedAttention, feeding: boolean): Wiring {
  const H = lastHiddenSize(draft.model.encoder);
  const over = (name: string): Matrix => matrix(activation(draft, name, ['U+1', 'B', H]), ['U', 'B'], H, { steps: 1 });
  const [attended, dattended] = [over('attended'), over('dattended')]; // a_t at [t+1]; at [0], the zeros that step 0 is fed
  const dsteps = gradientOfSteps(scan);
  const { context, dcontext } = attention;
  const [contextWeight, hiddenWeight] = meet([context, scan.steps], parameterMatrix(draft, COMBINE));
  const [contextGradient, hiddenGradient] = meet([context, scan.steps], gradientMatrix(draft, COMBINE));
  const at = (all: Matrix, where: Where): Matrix => (where === 'U' ? all : atStep(all));
  const look = (where: Where): readonly Pass[] => [
    ...attention.attend(where),
    productPass('combine', ...linearSum([at(context, where), at(scan.steps, where)], parameterMatrix(draft, COMBINE), at(attended, where), null)),
    { kernel: 'activate', label: 'activate combine', activation: 'tanh', values: at(attended, where) },
  ];
  const combineBack = (where: Where): readonly Pass[] => [
    {
      kernel: 'activateBackward',
      label: 'activate backward combine',
      activation: 'tanh',
      values: at(attended, where),
      dvalues: at(dattended, where),
    },
    productPass(
      'combine dx',
      linearInput(at(dattended, where), contextWeight, at(dcontext, where)),
      linearInput(at(dattended, where), hiddenWeight, at(dsteps, where)),
    ),
  ];
  const gradients = productPass(
    'combine gradients',
    linearWeight(dattended, context, contextGradient),
    linearWeight(dattended, scan.steps, hiddenGradient),
  );
  const read = [{ value: attended, gradient: dattended }];
  if (!feeding) {
    return {
      prepare: attention.prepare,
      atOnce: [scan.scan, ...attention.prepare, ...look('U')],
      step: [stepOf(scan.scan), ...look('u')],
      read,
      backward: [...combineBack('U'), ...attention.backwardAtOnce(dsteps), gradients, scan.scanBackward],
    };
  }
  const [fed, dfed] = [attended, dattended].map((after): Matrix => ({ ...after, steps: 0 }));
  const feed = extraInput(draft, scan, weightIh, fed);
  return {
    prepare: [...attention.prepare, clearRows('clear fed', fed)],
    atOnce: null,
    step: [...feed.forward, scan.scan, ...look('u')],
    read,
    backward: [
      clearCarry(carry, H),
      clearRows('clear dfed', dfed),
      loopBack([...combineBack('u'), ...attention.backward('u', atStep(dsteps)), scan.scanBackward, ...feed.backward(dfed)]),
      gradients,
      feed.gradients,
      ...attention.finish,
    ],
  };
}

/** Bahdanau: the state before the step asks, the context enters the step beside the embedding, and gives the outputs beside h. */
function wirePrevious(draft: Draft, { scan, weightIh, carry }: WiringChoice, attention: PlannedAttention): Wiring {
  const H = lastHiddenSize(draft.model.encoder);
  const { context, dcontext } = attention;
  const extra = extraInput(draft, scan, weightIh, context);
  const dquery = matrix(carry, ['B'], H, { stride: 2 * H });
  return {
    prepare: attention.prepare,
    atOnce: null,
    step: [...attention.attend('u'), ...extra.forward, scan.scan],
    read: [
      { value: scan.steps, gradient: gradientOfSteps(scan) },
      { value: context, gradient: dcontext },
    ],
    backward: [
      clearCarry(carry, H),
      loopBack([scan.scanBackward, ...extra.backward(dcontext), ...attention.backward('u', dquery)]),
      extra.gradients,
      ...attention.finish,
    ],
  };
}

/** What enters the cell beside the embedding, [U·B, …]; it meets the last columns of the input's weight. */
function extraInput(draft: Draft, scan: PlannedScan, weightIh: string, x: Matrix) {
  const last = (whole: Matrix): Matrix => columnsOf(whole, whole.columns - x.columns, x.columns);
  const weight = last(parameterMatrix(draft, weightIh));
  return {
    forward: [productPass('project extra', linear(atStep(x), weight, atStep(scan.preact), null, true))],
    backward: (dx: Matrix): readonly Pass[] => [productPass('extra dx', linearInput(atStep(scan.preact), weight, atStep(dx), true))],
    gradients: productPass('extra gradients', linearWeight(scan.preact, x, last(gradientMatrix(draft, weightIh)))),
  };
}

/** The first step of a view of all steps. */
function clearRows(label: string, all: Matrix): Pass {
  return { kernel: 'clear', label, values: { ...all, rows: ['B'] } };
}

function clearCarry(carry: string, H: number): Pass {
  return { kernel: 'clear', label: 'clear carry', values: matrix(carry, ['B'], 2 * H) };
}

function loopBack(body: readonly Pass[]): Pass {
  return { kernel: 'loop', label: 'decode backward', over: 'U', backwards: true, body };
}
