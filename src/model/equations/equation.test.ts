/** The declarations against themselves: their text says what their rules compute, their adjoints are derivatives, their slots fit the plan's. */
import { describe, expect, it } from 'vitest';
import { normal } from '../../core/random';
import { gateNames } from '../gates';
import { gateCount } from '../parameters';
import { slotCount } from '../passes';
import { adjointsOf, type CellEquations, formulaOf, projectionOf, type VectorNode } from './equation';
import { evaluateText } from './evaluate-text';
import { gruResetAfter, gruResetBefore } from './gru';
import { lstm } from './lstm';
import { type Block, operations } from './operations';
import { rnn } from './rnn';

const cells: Readonly<Record<string, CellEquations>> = { 'rnn tanh': rnn('tanh'), 'rnn relu': rnn('relu'), lstm, gruResetAfter, gruResetBefore };
const STEP = 1e-5;

/** A cell of one unit and one row: every symbol's value, weights and biases by the names that the texts use. */
function runScalar(cell: CellEquations, seed: number): Record<string, number> {
  const draw = (k: number): number => normal(seed, 1, 1, k);
  const values: Record<string, number> = {};
  cell.gates.forEach((gate, k) => {
    values[projectionOf(gate)] = draw(3 * k);
    values[`W_h${gate}`] = draw(3 * k + 1);
    values[`b_h${gate}`] = draw(3 * k + 2);
  });
  values[cell.previous.hidden] = draw(20);
  if (cell.previous.cell !== null) values[cell.previous.cell] = draw(21);
  for (const node of cell.nodes) values[node.symbol] = forward(node, values, inputsOf(node, values));
  return values;
}

const inputsOf = (node: VectorNode, values: Readonly<Record<string, number>>): number[] => node.inputs.map((symbol) => values[symbol]);

function blockOf(node: VectorNode, values: Readonly<Record<string, number>>): Block {
  const gate = node.gate ?? '';
  const [weight, bias] = node.gate === undefined ? [NaN, NaN] : [values[`W_h${gate}`], values[`b_h${gate}`]];
  return { rows: 1, width: 1, weight: Float64Array.of(weight), weightAt: 0, bias: Float64Array.of(bias), biasAt: 0 };
}

function forward(node: VectorNode, values: Readonly<Record<string, number>>, inputs: readonly number[]): number {
  const out = Float64Array.of(NaN);
  operations[node.operation].forward(
    out,
    inputs.map((value) => Float64Array.of(value)),
    blockOf(node, values),
  );
  return out[0];
}

/** What flows back to each input from dL/d(node) = d, with every value that the rule says it does not read withheld. */
function backward(node: VectorNode, values: Readonly<Record<string, number>>, d: number): number[] {
  const rule = operations[node.operation];
  const { reads } = rule;
  const dinputs = node.inputs.map(() => Float64Array.of(0));
  const inputs = inputsOf(node, values).map((value) => Float64Array.of(reads === 'inputs' ? value : NaN));
  rule.backward(dinputs, Float64Array.of(d), inputs, Float64Array.of(reads === 'output' ? values[node.symbol] : NaN), blockOf(node, values));
  return dinputs.map(([value]) => value);
}

describe.each(Object.keys(cells))('%s', (name) => {
  const cell = cells[name];

  it('prints what its rules compute', () => {
    for (const seed of [1, 2, 3]) {
      const values = runScalar(cell, seed);
      for (const node of cell.nodes) expect(evaluateText(formulaOf(node), values)).toBeCloseTo(values[node.symbol], 14);
    }
  });

  it('prints the adjoints that its rules compute', () => {
    for (const seed of [1, 2, 3]) {
      const values = { ...runScalar(cell, seed), δ: 1.7 };
      for (const node of cell.nodes) {
        const texts = adjointsOf(node, 'δ');
        expect(texts.length).toBe(node.inputs.length);
        backward(node, values, 1.7).forEach((value, k) => {
          expect(evaluateText(texts[k], values)).toBeCloseTo(value, 14);
        });
      }
    }
  });

  it('has adjoints that are derivatives', () => {
    const values = runScalar(cell, 4);
    for (const node of cell.nodes) {
      backward(node, values, 1.7).forEach((value, k) => {
        const moved = (by: number): number =>
          forward(
            node,
            values,
            inputsOf(node, values).map((x, at) => (at === k ? x + by : x)),
          );
        expect(value).toBeCloseTo((1.7 * (moved(STEP) - moved(-STEP))) / (2 * STEP), 8);
      });
    }
  });

  it('puts every node after its inputs, and names them once', () => {
    const known = new Set([...cell.gates.map(projectionOf), cell.previous.hidden, cell.previous.cell]);
    for (const { symbol, inputs } of cell.nodes) {
      expect(inputs.filter((input) => !known.has(input))).toEqual([]);
      expect(known.has(symbol)).toBe(false);
      known.add(symbol);
    }
  });

  it('has the gates and slots that plans and probes count on', () => {
    const roles = cell.slots.map(({ keeps }) => cell.nodes.find(({ symbol }) => symbol === keeps)?.role);
    expect(cell.gates.length).toBe(gateCount[cell.cell]);
    expect(cell.slots.length).toBe(slotCount[cell.cell]);
    expect(roles.slice(0, gateNames[cell.cell].length)).toEqual(gateNames[cell.cell]);
    cell.slots.slice(0, cell.gates.length).forEach(({ gradient }, k) => {
      expect(gradient).toBe(projectionOf(cell.gates[k]));
    });
  });
});
