/** The decoder of a plan: a cell that begins where the encoder ended, what it reads and attends to, its outputs, and everything back. */
import { encoderWidth, lastHiddenSize } from './parameters';
import { type Matrix, ONES, type Pass } from './passes';
import { planAttention, type PlannedAttention, type Where } from './plan-attention';
import { planBeginning } from './plan-beginning';
import {
  activation,
  atStep,
  columnsOf,
  declare,
  type Draft,
  gradientMatrix,
  linear,
  linearInput,
  linearWeight,
  matrix,
  parameterMatrix,
  productPass,
} from './plan-draft';
import type { EncodedStage } from './plan-encoder';
import { pushLoss } from './plan-head';
import { planEmbedding } from './plan-input';
import { type PlannedScan, planScan } from './plan-scan';
import type { DecoderSpec } from './spec';

const weights = {
  weightIh: 'decoder.cell.weight_ih',
  weightHh: 'decoder.cell.weight_hh',
  biasIh: 'decoder.cell.bias_ih',
  biasHh: 'decoder.cell.bias_hh',
};
const COMBINE = 'decoder.combine.weight';

/** The decoder over the encoder's last layer, and every backward pass of the plan from the loss down. */
export function planDecoder(draft: Draft, encoder: EncodedStage, decoder: DecoderSpec): void {
  const H = lastHiddenSize(draft.model.encoder);
  const { decode, backward } = draft.segments;
  const { attention: spec, vocabSize: V, embeddingSize: E } = decoder;
  const looped = spec !== null && (spec.query === 'previous' || spec.inputFeeding);
  declare(draft, 'targetLengths', ['B'], 'i32', 'input');
  const embedded = planEmbedding(draft, {
    tokens: 'decoderInputs',
    over: 'U',
    table: 'decoder.embedding.weight',
    name: 'embedded.decoder',
    width: E,
    segment: 'decode',
  });
  const beginning = planBeginning(draft, encoder);
  const scan = planScan(draft, {
    suffix: 'decoder',
    weights,
    over: 'U',
    lengths: 'targetLengths',
    initial: { gradient: beginning.gradient, looped },
    hiddenSize: H,
    reverse: false,
    x: embedded.value,
    arrives: { steps: true, final: false },
  });
  decode.push(...beginning.forward(scan.scan), scan.project);
  const wired = spec === null ? wireNothing(scan) : wire(draft, scan, encoder, spec, beginning.gradient);
  decode.push(...wired.forward, ...(scan.keep === null ? [] : [scan.keep]));
  const rows = ['U', 'B'] as const;
  const outputs = matrix(activation(draft, 'outputs', [...rows, V]), rows, V);
  const doutputs = matrix(activation(draft, 'doutputs', [...rows, V]), rows, V);
  pushLoss(draft, {
    loss: 'crossEntropy',
    size: V,
    rows,
    outputs: outputs.tensor,
    targets: declare(draft, 'targets', rows, 'i32', 'input'),
    lengths: 'targetLengths',
    doutputs: doutputs.tensor,
  });
  const weight = parameterMatrix(draft, 'decoder.output.weight');
  const dweight = gradientMatrix(draft, 'decoder.output.weight');
  let column = 0;
  const reads = wired.read.map(({ value, gradient }) => {
    const first = column;
    column += value.columns;
    return { value, gradient, weight: columnsOf(weight, first, value.columns), dweight: columnsOf(dweight, first, value.columns) };
  });
  reads.forEach((read, k) => {
    const bias = k === 0 ? 'decoder.output.bias' : null;
    decode.push(productPass(k === 0 ? 'outputs' : 'outputs from the context', linear(read.value, read.weight, outputs, bias, k > 0)));
  });
  backward.push(
    productPass('outputs dx', ...reads.map((read) => linearInput(doutputs, read.weight, read.gradient))),
    productPass(
      'outputs gradients',
      ...reads.map((read) => linearWeight(doutputs, read.value, read.dweight)),
      linearWeight(doutputs, ONES, gradientMatrix(draft, 'decoder.output.bias')),
    ),
    ...wired.backward,
    scan.weightGradients,
    scan.inputGradient(embedded.gradient, false),
    ...embedded.backward,
    ...beginning.backward(scan.scan),
    ...encoder.backward,
  );
}

/** How cell and attention are wired: from the projected inputs to what the outputs read, and back. */
interface Wiring {
  readonly forward: readonly Pass[];
  /** Side by side in the columns of the output's weight; [U·B, …] each. */
  readonly read: readonly { readonly value: Matrix; readonly gradient: Matrix }[];
  readonly backward: readonly Pass[];
}

function wireNothing(scan: PlannedScan): Wiring {
  return { forward: [scan.scan], read: [{ value: scan.steps, gradient: gradientOfSteps(scan) }], backward: [scan.scanBackward] };
}

function gradientOfSteps({ dsteps }: PlannedScan): Matrix {
  if (dsteps === null) throw new Error('plan: a decoder must take a gradient at every step');
  return dsteps;
}

function wire(draft: Draft, scan: PlannedScan, encoder: EncodedStage, spec: NonNullable<DecoderSpec['attention']>, carry: string): Wiring {
  const current = spec.query === 'current';
  const query = current ? scan.steps : { ...scan.steps, steps: 0 as const };
  const attention = planAttention(draft, spec, query, encoder);
  const wiring = current ? wireCurrent(draft, scan, attention, spec.inputFeeding, carry) : wirePrevious(draft, scan, attention, carry);
  return {
    ...wiring,
    forward: [...attention.prepare, ...wiring.forward],
    backward: [...wiring.backward, ...attention.finish],
  };
}

/** Luong: h steps first and asks; a = tanh(W_c [context, h]) gives the outputs and, with input feeding, enters the next step beside the embedding. */
function wireCurrent(draft: Draft, scan: PlannedScan, attention: PlannedAttention, feeding: boolean, carry: string): Wiring {
  const H = lastHiddenSize(draft.model.encoder);
  const D = encoderWidth(draft.model.encoder);
  const over = (name: string): Matrix => matrix(activation(draft, name, ['U+1', 'B', H]), ['U', 'B'], H, { steps: 1 });
  const [attended, dattended] = [over('attended'), over('dattended')]; // a_t at [t+1]; at [0], the zeros that step 0 is fed
  const dsteps = gradientOfSteps(scan);
  const { context, dcontext } = attention;
  const parts = (whole: Matrix): readonly [Matrix, Matrix] => [columnsOf(whole, 0, D), columnsOf(whole, D, H)];
  const [contextWeight, hiddenWeight] = parts(parameterMatrix(draft, COMBINE));
  const [contextGradient, hiddenGradient] = parts(gradientMatrix(draft, COMBINE));
  const at = (all: Matrix, where: Where): Matrix => (where === 'U' ? all : atStep(all));
  const look = (where: Where): readonly Pass[] => [
    ...attention.attend(where),
    productPass('combine context', linear(at(context, where), contextWeight, at(attended, where), null)),
    productPass('combine', linear(at(scan.steps, where), hiddenWeight, at(attended, where), null, true)),
    { kernel: 'activate', label: 'activate combine', activation: 'tanh', values: at(attended, where) },
  ];
  const lookBack = (where: Where): readonly Pass[] => [
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
    ...attention.backward(where, at(dsteps, where)),
  ];
  const gradients = productPass(
    'combine gradients',
    linearWeight(dattended, context, contextGradient),
    linearWeight(dattended, scan.steps, hiddenGradient),
  );
  const read = [{ value: attended, gradient: dattended }];
  if (!feeding) {
    return { forward: [scan.scan, ...look('U')], read, backward: [...lookBack('U'), gradients, scan.scanBackward] };
  }
  const [fed, dfed] = [attended, dattended].map((after): Matrix => ({ ...after, steps: 0 }));
  const feed = extraInput(draft, scan, fed);
  return {
    forward: [clearRows('clear fed', fed), loop('decode', false, [...feed.forward, scan.scan, ...look('u')])],
    read,
    backward: [
      clearCarry(carry, H),
      clearRows('clear dfed', dfed),
      loop('decode backward', true, [...lookBack('u'), scan.scanBackward, ...feed.backward(dfed)]),
      gradients,
      feed.gradients,
    ],
  };
}

/** Bahdanau: the state before the step asks, the context enters the step beside the embedding, and gives the outputs beside h. */
function wirePrevious(draft: Draft, scan: PlannedScan, attention: PlannedAttention, carry: string): Wiring {
  const H = lastHiddenSize(draft.model.encoder);
  const { context, dcontext } = attention;
  const extra = extraInput(draft, scan, context);
  const dquery = matrix(carry, ['B'], H, { stride: 2 * H });
  return {
    forward: [loop('decode', false, [...attention.attend('u'), ...extra.forward, scan.scan])],
    read: [
      { value: scan.steps, gradient: gradientOfSteps(scan) },
      { value: context, gradient: dcontext },
    ],
    backward: [
      clearCarry(carry, H),
      loop('decode backward', true, [scan.scanBackward, ...extra.backward(dcontext), ...attention.backward('u', dquery)]),
      extra.gradients,
    ],
  };
}

/** What enters the cell beside the embedding, [U·B, …]; it meets the last columns of the input's weight. */
function extraInput(draft: Draft, scan: PlannedScan, x: Matrix) {
  const last = (whole: Matrix): Matrix => columnsOf(whole, whole.columns - x.columns, x.columns);
  const weight = last(parameterMatrix(draft, weights.weightIh));
  return {
    forward: [productPass('project extra', linear(atStep(x), weight, atStep(scan.preact), null, true))],
    backward: (dx: Matrix): readonly Pass[] => [productPass('extra dx', linearInput(atStep(scan.preact), weight, atStep(dx), true))],
    gradients: productPass('extra gradients', linearWeight(scan.preact, x, last(gradientMatrix(draft, weights.weightIh)))),
  };
}

function loop(label: string, backwards: boolean, body: readonly Pass[]): Pass {
  return { kernel: 'loop', label, backwards, body };
}

/** The first step of a view of all steps. */
function clearRows(label: string, all: Matrix): Pass {
  return { kernel: 'clear', label, values: { ...all, rows: ['B'] } };
}

function clearCarry(carry: string, H: number): Pass {
  return { kernel: 'clear', label: 'clear carry', values: matrix(carry, ['B'], 2 * H) };
}
