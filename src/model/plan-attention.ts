/** The attention of a plan: keys and queries projected where the score asks for it, and the passes that look from target steps at source steps. */
import { HELD_ATTENTION } from './held';
import { encoderWidth, lastHiddenSize } from './parameters';
import { type AttentionTensors, type Matrix, ONES, type Pass } from './passes';
import {
  activation,
  atStep,
  declare,
  type Draft,
  gradientMatrix,
  linear,
  linearInput,
  linearWeight,
  matrix,
  onlyPart,
  parameterMatrix,
  productPass,
  type Stage,
} from './plan-draft';
import type { AttentionSpec } from './spec';

/** All target steps at once, or one in a loop. */
export type Where = 'U' | 'u';

export interface PlannedAttention {
  /** What queries meet, [U·B, D], and its gradient. */
  readonly context: Matrix;
  readonly dcontext: Matrix;
  /** Once, before the first query. */
  readonly prepare: readonly Pass[];
  attend(where: Where): readonly Pass[];
  /** Adds to `dquery`, a view of the rows at hand, what reaches the queries from `dcontext`. */
  backward(where: Where, dquery: Matrix): readonly Pass[];
  /** Once, after the last: the gradients of keys, values and parameters. */
  readonly finish: readonly Pass[];
  /** All steps at once: `backward` and `finish`, what is independent side by side. */
  backwardAtOnce(dquery: Matrix): readonly Pass[];
}

/** @param query the states that ask, [U·B, H]. */
export function planAttention(draft: Draft, { score }: AttentionSpec, query: Matrix, encoder: Stage): PlannedAttention {
  const H = lastHiddenSize(draft.model.encoder);
  const D = encoderWidth(draft.model.encoder);
  const { value: values, gradient: dvalues } = onlyPart(encoder);
  if (dvalues === null) throw new Error('plan: an encoder that is attended to must take a gradient');
  const grid = (name: string): string => activation(draft, name, ['U', 'B', 'T']);
  const over = (name: string, rows: 'T' | 'U', columns: number): Matrix =>
    matrix(activation(draft, name, [rows, 'B', columns]), [rows, 'B'], columns);
  const [context, dcontext] = [over('context', 'U', D), over('dcontext', 'U', D)];
  const [scores, attention, dscores] = [grid('scores'), grid('attention'), grid('dscores')];
  const held = draft.options.edits ? declare(draft, HELD_ATTENTION, ['U', 'B', 'T'], 'f32', 'input') : null;
  const free = held === null ? attention : grid('attention.free'); // of what is not held
  const projected = score === 'dot' ? null : { keys: over('keys', 'T', H), dkeys: over('dkeys', 'T', H), weight: keyWeights[score] };
  const additive = score === 'additive';
  const asked = additive ? { query: over('query', 'U', H), dquery: over('dquery', 'U', H), weight: 'decoder.attention.query.weight' } : null;
  const scoreWeight = additive ? 'decoder.attention.score.weight' : null;
  const dweight = additive ? over('dscoreWeight', 'T', H) : null;
  const at = (all: Matrix, where: Where): Matrix => (where === 'U' ? all : atStep(all));
  const tensors = (label: string, where: Where): AttentionTensors => ({
    label,
    steps: where,
    score: additive ? 'additive' : 'dot',
    query: at(asked ? asked.query : query, where),
    keys: projected ? projected.keys : values,
    values,
    weight: scoreWeight,
    lengths: 'lengths',
    attention,
  });
  const backward = (where: Where, dquery: Matrix): Pass => ({
    kernel: 'attendBackward',
    ...tensors('attend backward', where),
    attention: free,
    dcontext: at(dcontext, where),
    dscores,
    dquery: asked ? at(asked.dquery, where) : dquery,
    accumulate: asked === null,
  });
  const queryBackward = (where: Where, dquery: Matrix): readonly Pass[] =>
    asked ? [productPass('query dx', linearInput(at(asked.dquery, where), parameterMatrix(draft, asked.weight), dquery, true))] : [];
  const keysBackward: Pass = {
    kernel: 'attendKeysBackward',
    ...tensors('attend keys backward', 'U'),
    dcontext,
    dscores,
    dkeys: projected ? projected.dkeys : dvalues,
    dvalues,
    dweight,
  };
  const keysInput = projected ? [productPass('keys dx', linearInput(projected.dkeys, parameterMatrix(draft, projected.weight), dvalues, true))] : [];
  const gradients = [
    ...(projected ? [productPass('keys gradients', linearWeight(projected.dkeys, values, gradientMatrix(draft, projected.weight)))] : []),
    ...(asked ? [productPass('query gradients', linearWeight(asked.dquery, query, gradientMatrix(draft, asked.weight)))] : []),
    ...(dweight && scoreWeight !== null
      ? [productPass('score gradients', linearWeight(dweight, ONES, { ...gradientMatrix(draft, scoreWeight), rows: [H], columns: 1, stride: 1 }))]
      : []),
  ];
  return {
    context,
    dcontext,
    prepare: projected ? [productPass('keys', linear(values, parameterMatrix(draft, projected.weight), projected.keys, null))] : [],
    attend: (where) => [
      ...(asked ? [productPass('query', linear(at(query, where), parameterMatrix(draft, asked.weight), at(asked.query, where), null))] : []),
      { kernel: 'attend', ...tensors('attend', where), scores, context: at(context, where) },
      ...(held === null
        ? []
        : [
            {
              kernel: 'hold' as const,
              label: 'hold attention',
              steps: where,
              held,
              values,
              lengths: 'lengths',
              attention,
              free,
              context: at(context, where),
            },
          ]),
    ],
    backward: (where, dquery) => [backward(where, dquery), ...queryBackward(where, dquery)],
    finish: [keysBackward, ...keysInput, ...gradients],
    backwardAtOnce: (dquery) => [backward('U', dquery), keysBackward, ...queryBackward('U', dquery), ...keysInput, ...gradients],
  };
}

const keyWeights = { general: 'decoder.attention.weight', additive: 'decoder.attention.key.weight' } as const;
