/** Each score's printed formula and adjoint against the rule that runs, for scalars. */
import { describe, expect, it } from 'vitest';
import { scoreRules } from './attention';
import { evaluateText } from './evaluate-text';

const values = { q: 0.3, k: -0.8, v: 1.7, d: 0.9 };

function evaluate(text: string): number {
  const inner = Math.tanh(values.q + values.k);
  return evaluateText(text.replaceAll('{q}', 'q').replaceAll('{k}', 'k').replaceAll('·', ' ⊙ ').replaceAll('tanh²', 's ⊙ s'), {
    ...values,
    s: inner,
  });
}

describe.each(Object.entries(scoreRules))('the %s score', (_name, rule) => {
  const vectors = { query: Float64Array.of(values.q), queryAt: 0, keys: Float64Array.of(values.k), keyAt: 0, weight: Float64Array.of(values.v) };

  it('is what its formula says', () => {
    expect(rule.forward(vectors, 1)).toBeCloseTo(evaluate(rule.formula), 12);
  });

  it('sends back what its adjoints say', () => {
    const [dquery, dkeys, dweight] = [new Float64Array(1), new Float64Array(1), new Float64Array(1)];
    rule.backward({ dquery, dqueryAt: 0, dkeys, dkeyAt: 0, dweight, dweightAt: 0 }, values.d, vectors, 1);
    const found = [dquery[0], dkeys[0], dweight[0]];
    rule.adjoint.forEach((text, which) => {
      expect(found[which]).toBeCloseTo(evaluate(text), 12);
    });
  });
});
