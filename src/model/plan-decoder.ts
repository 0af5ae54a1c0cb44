/** The decoder of a plan: a cell that begins where the encoder ended, told what to read or reading its own answers, its outputs, and everything back. */
import { lastHiddenSize } from './parameters';
import { type Matrix, ONES, type Pass, type ProductPass } from './passes';
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
import { planScan } from './plan-scan';
import { isLooped, wire } from './plan-wiring';
import type { DecoderSpec } from './spec';

const weights = {
  weightIh: 'decoder.cell.weight_ih',
  weightHh: 'decoder.cell.weight_hh',
  biasIh: 'decoder.cell.bias_ih',
  biasHh: 'decoder.cell.bias_hh',
};

/** The decoder over the encoder's last layer, and every backward pass of the plan from the loss down. */
export function planDecoder(draft: Draft, encoder: EncodedStage, decoder: DecoderSpec): void {
  const { decode, decodeFreely, backward } = draft.segments;
  const { attention, vocabSize: V, embeddingSize: E } = decoder;
  const rows = ['U', 'B'] as const;
  declare(draft, 'targetLengths', ['B'], 'i32', 'input');
  const teacher = declare(draft, 'decoderInputs', rows, 'i32', 'input');
  const tokens = declare(draft, 'tokens.decoder', rows, 'i32', 'activation');
  const embedded = planEmbedding(draft, { tokens, over: 'U', table: 'decoder.embedding.weight', name: 'embedded.decoder', width: E });
  const beginning = planBeginning(draft, encoder);
  const scan = planScan(draft, {
    suffix: 'decoder',
    weights,
    over: 'U',
    lengths: 'targetLengths',
    initial: { gradient: beginning.gradient, looped: isLooped(attention) },
    hiddenSize: lastHiddenSize(draft.model.encoder),
    reverse: false,
    x: embedded.value,
    arrives: { steps: true, final: false },
  });
  const begin = beginning.forward(scan.scan);
  const wired = wire(draft, { scan, encoder, attention, weightIh: weights.weightIh, carry: beginning.gradient });
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
  let column = 0;
  const reads = wired.read.map(({ value, gradient }) => {
    const first = column;
    column += value.columns;
    return { value, gradient, weight: columnsOf(weight, first, value.columns), dweight: columnsOf(dweight, first, value.columns) };
  });
  const answer = (at: (all: Matrix) => Matrix): readonly Pass[] =>
    reads.map((read, k) => {
      const bias = k === 0 ? 'decoder.output.bias' : null;
      return productPass(k === 0 ? 'outputs' : 'outputs from the context', linear(at(read.value), read.weight, at(outputs), bias, k > 0));
    });

  decode.push(
    { kernel: 'copy', label: 'hear the teacher', from: teacher, to: tokens },
    embedded.forward,
    ...begin,
    scan.project,
    ...wired.prepare,
    ...(wired.atOnce ?? [loop('decode', wired.step)]),
    ...keep,
    ...answer((all) => all),
  );
  decodeFreely.push(
    ...begin,
    ...wired.prepare,
    loop('decode freely', [
      { kernel: 'pick', label: 'pick', size: V, teacher, logits: outputs.tensor, tokens },
      { ...embedded.forward, steps: 'u' },
      projectStep(scan.project),
      ...wired.step,
      ...answer(atStep),
    ]),
    ...keep,
  );
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

/** What the cell reads of the embeddings at the step at hand. */
function projectStep({ label, products }: ProductPass): ProductPass {
  return productPass(label, ...products.map((product) => ({ ...product, a: atStep(product.a), c: atStep(product.c) })));
}

function loop(label: string, body: readonly Pass[]): Pass {
  return { kernel: 'loop', label, over: 'U', backwards: false, body };
}
