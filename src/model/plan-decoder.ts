/** The decoder of a plan: a cell that begins where the encoder ended, told what to read or reading its own answers, its outputs, and everything back. */
import { lastHiddenSize } from './parameters';
import { type Matrix, ONES, type Pass } from './passes';
import { planBeginning } from './plan-beginning';
import {
  activation,
  atStep,
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
} from './plan-draft';
import type { EncodedStage } from './plan-encoder';
import { pushLoss } from './plan-head';
import { type Embedding, planEmbedding } from './plan-input';
import { type PlannedTokens, planRows, readsRows, type Tokens } from './plan-rows';
import { type PlannedScan, planScan } from './plan-scan';
import { isLooped, wire } from './plan-wiring';
import type { DecoderSpec } from './spec';

const parameters = {
  weightIh: 'decoder.cell.weight_ih',
  weightHh: 'decoder.cell.weight_hh',
  biasIh: 'decoder.cell.bias_ih',
  biasHh: 'decoder.cell.bias_hh',
};

/** The decoder over the encoder's last layer, and every backward pass of the plan from the loss down. */
export function planDecoder(draft: Draft, encoder: EncodedStage, decoder: DecoderSpec): void {
  const { decode, decodeFreely, backward } = draft.segments;
  const { attention, vocabSize: V } = decoder;
  const rows = ['U', 'B'] as const;
  declare(draft, 'targetLengths', ['B'], 'i32', 'input');
  const teacher = declare(draft, 'decoderInputs', rows, 'i32', 'input');
  const tokens = declare(draft, 'tokens.decoder', rows, 'i32', 'activation');
  const source: Tokens = { tokens, over: 'U', table: 'decoder.embedding.weight' };
  const embedded = readsRows(draft, source) ? null : planEmbedding(draft, source, 'embedded.decoder');
  const beginning = planBeginning(draft, encoder);
  const scan = planScan(draft, {
    suffix: 'decoder',
    weights: parameters,
    over: 'U',
    lengths: 'targetLengths',
    initial: { gradient: beginning.gradient, looped: isLooped(attention) },
    hiddenSize: lastHiddenSize(draft.model.encoder),
    reverse: false,
    x: embedded && [embedded.parts[0].value],
    arrives: { steps: true, final: false },
  });
  const heard = embedded ? hearEmbedded(embedded, scan) : planRows(draft, 'decoder', source, [scan]);
  const begin = beginning.forward(scan.scan);
  const wired = wire(draft, { scan, encoder, attention, weightIh: parameters.weightIh, carry: beginning.gradient });
  const keep = scan.keep === null ? [] : [scan.keep];
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
  const values = wired.read.map(({ value }) => value);
  const [weights, dweights] = [meet(values, weight), meet(values, dweight)];
  const answer = (at: (all: Matrix) => Matrix): Pass =>
    productPass('outputs', ...linearSum(values.map(at), weight, at(outputs), 'decoder.output.bias'));

  decode.push(
    { kernel: 'copy', label: 'hear the teacher', from: teacher, to: tokens },
    ...heard.prepare,
    ...heard.all,
    ...begin,
    ...(wired.atOnce ?? [...wired.prepare, loop('decode', wired.step)]),
    ...keep,
    answer((all) => all),
  );
  decodeFreely.push(
    ...heard.prepare,
    ...begin,
    ...wired.prepare,
    loop('decode freely', [
      { kernel: 'pick', label: 'pick', size: V, teacher, logits: outputs.tensor, tokens },
      ...heard.step,
      ...wired.step,
      answer(atStep),
    ]),
    ...keep,
  );
  backward.push(
    productPass('outputs dx', ...wired.read.map(({ gradient }, k) => linearInput(doutputs, weights[k], gradient))),
    productPass(
      'outputs gradients',
      ...values.map((value, k) => linearWeight(doutputs, value, dweights[k])),
      linearWeight(doutputs, ONES, gradientMatrix(draft, 'decoder.output.bias')),
    ),
    ...wired.backward,
    scan.weightGradients,
    ...heard.backward,
    ...beginning.backward(scan.scan),
    ...encoder.backward,
  );
}

/** Tokens read by their embeddings. */
function hearEmbedded({ forward, parts: [{ gradient }], backward }: Embedding, { project, inputGradient }: PlannedScan): PlannedTokens {
  if (project === null) throw new Error('plan: a scan of embeddings must project them');
  const products = project.products.map((product) => ({ ...product, a: atStep(product.a), c: atStep(product.c) }));
  return {
    prepare: [],
    all: [forward, project],
    step: [{ ...forward, steps: 'u', out: atStep(forward.out) }, productPass(project.label, ...products)],
    backward: [productPass('dx decoder', ...inputGradient([gradient], false)), ...backward],
  };
}

function loop(label: string, body: readonly Pass[]): Pass {
  return { kernel: 'loop', label, over: 'U', backwards: false, body };
}
