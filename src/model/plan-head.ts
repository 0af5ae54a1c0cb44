/** The head of a plan: hidden dense layers with their dropout, the output layer, and the loss. */
import { type Dim, type LossPass, type Matrix, ONES, type Pass } from './passes';
import {
  activation,
  declare,
  type Draft,
  gradientMatrix,
  linearInput,
  linearSum,
  linearWeight,
  matrix,
  meet,
  parameterMatrix,
  productPass,
  type Stage,
} from './plan-draft';
import { dropoutSite, planDropout } from './plan-dropout';
import type { DenseSpec, HeadSpec } from './spec';

/** What a head's rows are: (step, row) pairs, or one a sequence. */
function rowsOfHead(head: HeadSpec): readonly Dim[] {
  return head.kind === 'every' ? ['T', 'B'] : ['B'];
}

/** The head over what it reads, and every backward pass of the plan from the loss down. */
export function planHead(draft: Draft, below: Stage, head: HeadSpec): void {
  const { dropout } = head;
  let stage = planDropout(draft, below, { name: 'head', rate: dropout, site: dropoutSite.head, segment: 'decode' });
  head.hidden.forEach((dense, k) => {
    const name = `dense${String(k)}`;
    const layer = planDense(draft, stage, head, dense, k);
    stage = planDropout(draft, layer, { name, rate: dense.dropout, site: dropoutSite.dense(k), segment: 'decode' });
  });
  const rows = rowsOfHead(head);
  const outputs = activation(draft, 'outputs', [...rows, head.size]);
  const doutputs = activation(draft, 'doutputs', [...rows, head.size]);
  const y = matrix(outputs, rows, head.size);
  const dy = matrix(doutputs, rows, head.size);
  planLoss(draft, head, outputs, doutputs);
  const top = planLinear(draft, stage, { value: y, gradient: dy, backward: [] }, 'head.output', 'head');
  draft.segments.backward.push(...top.backward);
}

/** Where a linear layer writes, and what to run once the gradient there is complete. */
interface Out {
  readonly value: Matrix;
  readonly gradient: Matrix;
  readonly backward: readonly Pass[];
}

/** Adds y = x·Wᵀ + b to the decode segment; the result's backward passes go all the way down. */
function planLinear(draft: Draft, below: Stage, { value: y, gradient: dy, backward }: Out, parameter: string, label: string): Stage {
  const { parts } = below;
  const values = parts.map(({ value }) => value);
  const weight = parameterMatrix(draft, `${parameter}.weight`);
  const weights = meet(values, weight);
  const dweights = meet(values, gradientMatrix(draft, `${parameter}.weight`));
  const dx = parts.flatMap(({ gradient }, k) => (gradient === null ? [] : [linearInput(dy, weights[k], gradient)]));
  draft.segments.decode.push(productPass(label, ...linearSum(values, weight, y, `${parameter}.bias`)));
  return {
    parts: [{ value: y, gradient: dy }],
    backward: [
      ...backward,
      ...(dx.length === 0 ? [] : [productPass(`${label} dx`, ...dx)]),
      productPass(
        `${label} gradients`,
        ...values.map((value, k) => linearWeight(dy, value, dweights[k])),
        linearWeight(dy, ONES, gradientMatrix(draft, `${parameter}.bias`)),
      ),
      ...below.backward,
    ],
  };
}

/** Hidden dense layer k: y = activation(x·Wᵀ + b). */
function planDense(draft: Draft, below: Stage, head: HeadSpec, { size, activation: kind }: DenseSpec, k: number): Stage {
  const name = `dense${String(k)}`;
  const rows = rowsOfHead(head);
  const values = matrix(activation(draft, name, [...rows, size]), rows, size);
  const dvalues = matrix(activation(draft, `d${name}`, [...rows, size]), rows, size);
  const out = {
    value: values,
    gradient: dvalues,
    backward: [{ kernel: 'activateBackward' as const, label: `activate backward ${name}`, activation: kind, values, dvalues }],
  };
  const stage = planLinear(draft, below, out, `head.hidden.${String(k)}`, name);
  draft.segments.decode.push({ kernel: 'activate', label: `activate ${name}`, activation: kind, values });
  return stage;
}

function planLoss(draft: Draft, head: HeadSpec, outputs: string, doutputs: string): void {
  const rows = rowsOfHead(head);
  const classes = head.loss === 'crossEntropy';
  const targets = classes ? declare(draft, 'targets', rows, 'i32', 'input') : declare(draft, 'targets', [...rows, head.size], 'f32', 'input');
  const lengths = head.kind === 'every' ? 'lengths' : null;
  pushLoss(draft, { loss: head.loss, size: head.size, rows, outputs, targets, lengths, doutputs });
}

/** The loss pass, with the weights of its rows where the plan is weighted. */
export function pushLoss(draft: Draft, pass: Omit<LossPass, 'kernel' | 'label' | 'weights' | 'rowLoss'>): void {
  const weights = draft.options.weighted ? declare(draft, 'weights', pass.rows, 'f32', 'input') : null;
  draft.segments.loss.push({ kernel: 'loss', label: 'loss', ...pass, weights, rowLoss: activation(draft, 'rowLoss', pass.rows) });
}
