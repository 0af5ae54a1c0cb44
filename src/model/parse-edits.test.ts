import { describe, expect, it } from 'vitest';
import { createExampleBatch, createExampleModel } from '../reference/example';
import { checkEditsFitBatch, parseEdits } from './parse-edits';
import { parseModelSpec } from './parse-spec';

const lstm = createExampleModel({ hiddenSize: 4 });
const gru = createExampleModel({ variant: 'gru after', hiddenSize: 4 });
const rnn = createExampleModel({ variant: 'rnn tanh', hiddenSize: 4 });
const attending = parseModelSpec({
  input: { kind: 'tokens', vocabSize: 5, embeddingSize: 2 },
  encoder: { cell: 'gru', hiddenSizes: [4] },
  output: { kind: 'decoder', vocabSize: 5, embeddingSize: 2, attention: { score: 'dot', query: 'current' } },
});

const gate = { kind: 'gate', scan: 'l0', gate: 'forget', unit: 3, from: 0, to: 5, value: 1 };
const state = { kind: 'state', scan: 'l0', state: 'hidden', value: 0 };
const weight = { kind: 'weight', parameter: 'encoder.weight_hh_l0', row: 15, column: 3, value: -1 };
const attention = { kind: 'attention', step: 0, weights: [0.5, 0.5] };

describe('edits', () => {
  it('are taken as they are, what is left out filled in', () => {
    expect(parseEdits([], rnn)).toEqual([]);
    expect(parseEdits([gate, weight, { kind: 'zero', scan: 'l0', unit: 0 }, { kind: 'copy', scan: 'l0', from: 1, to: 2 }], lstm)).toEqual([
      { ...gate, example: null },
      weight,
      { kind: 'zero', scan: 'l0', unit: 0, example: null },
      { kind: 'copy', scan: 'l0', from: 1, to: 2 },
    ]);
    expect(parseEdits([state], gru)).toEqual([{ ...state, unit: null, from: null, to: null, example: null }]);
    expect(parseEdits([attention], attending)).toEqual([{ ...attention, example: null }]);
  });

  it.each([
    [lstm, { ...gate }, 'edits: must be a list of edits, got {'],
    [lstm, [gate, { kind: 'prune' }], 'edits[1].kind: must be one of "weight", "gate", "state", "zero", "copy", "attention", got "prune"'],
    [lstm, [7], 'edits[0]: must be an object, got 7'],
    [lstm, [{ ...gate, unit: 4 }], 'edits[0].unit: must be from 0 to 3, the units of l0, got 4'],
    [lstm, [{ ...gate, unit: 0.5 }], 'edits[0].unit: must be a whole number'],
    [lstm, [{ ...gate, gate: 'reset' }], 'edits[0].gate: must be a gate of the cell "lstm": input, forget, candidate, output, got "reset"'],
    [lstm, [{ ...gate, from: 5, to: 4 }], 'edits[0].to: must be at least `from`, 5, got 4'],
    [lstm, [{ ...gate, value: 1e30 }], 'edits[0].value: must be a number'],
    [lstm, [{ ...gate, hold: true }], 'edits[0].hold: must not be there'],
    [lstm, [{ ...gate, scan: 'l1' }], 'edits[0].scan: must be one of "l0", got "l1"'],
    [rnn, [{ ...gate }], 'edits[0].gate: must not be there: the cell "rnn" has no gates, got "forget"'],
    [gru, [{ ...state, state: 'cell' }], 'edits[0].state: must be "hidden": the cell "gru" has no state c beside h, got "cell"'],
    [lstm, [{ ...weight, parameter: 'encoder.weight' }], 'edits[0].parameter: must be the name of a parameter of the network, got "encoder.weight"'],
    [lstm, [{ ...weight, row: 16 }], 'edits[0].row: must be from 0 to 15, the rows of encoder.weight_hh_l0, got 16'],
    [lstm, [{ ...weight, column: null }], 'edits[0].column: must be given: encoder.weight_hh_l0 is a matrix'],
    [lstm, [{ ...weight, parameter: 'encoder.bias_hh_l0' }], 'edits[0].column: must be left out: encoder.bias_hh_l0 is a vector, got 3'],
    [lstm, [{ kind: 'copy', scan: 'l0', from: 0, to: 9 }], 'edits[0].to: must be from 0 to 3, the units of l0, got 9'],
    [lstm, [attention], 'edits[0]: must not be there: the network has no attention'],
    [attending, [{ ...attention, weights: [0.5, 0.4] }], 'edits[0].weights: must add up to 1, got 0.9'],
    [attending, [{ ...attention, weights: [1.5, -0.5] }], 'edits[0].weights.0: must be a number at least 0'],
    [attending, [{ ...gate, gate: 'update', scan: 'decoders' }], 'edits[0].scan: must be one of "l0", "decoder", got "decoders"'],
  ])('are refused by name (%#)', (model, given, message) => {
    expect(() => parseEdits(given, model)).toThrow(message);
  });

  it('must fit the batch', () => {
    const batch = createExampleBatch(lstm, 2, 5, 1);
    const check = (edit: unknown): void => {
      checkEditsFitBatch(parseEdits([edit], lstm), lstm, batch);
    };
    check({ ...gate, to: 4, example: 1 });
    expect(() => {
      check(gate);
    }).toThrow('edits[0].to: must be from 0 to 4, the steps of the scan, got 5');
    expect(() => {
      check({ ...state, example: 2 });
    }).toThrow('edits[0].example: must be from 0 to 1, the sequences of the batch, got 2');
    const [late, later] = parseEdits([gate, { ...gate, to: 6 }], lstm);
    checkEditsFitBatch([late], lstm, batch, (edit) => edit === late);
    expect(() => {
      checkEditsFitBatch([late, later], lstm, batch, (edit) => edit === late);
    }).toThrow('edits[1].to');
  });

  it('of attention must fit source and target', () => {
    const tokens = (...data: number[]) => ({ shape: [2, data.length / 2], data: Int32Array.from(data) });
    const batch = { inputs: tokens(3, 4, 3, 0), lengths: { shape: [2], data: Int32Array.of(2, 1) }, targets: tokens(3, 2) };
    const check = (edit: object): void => {
      checkEditsFitBatch(parseEdits([{ ...attention, ...edit }], attending), attending, batch);
    };
    check({ example: 0 });
    check({ weights: [1, 0] });
    expect(() => {
      check({});
    }).toThrow('edits[0].weights[1]: must be 0 past the 1 steps of sequence 1, got 0.5');
    expect(() => {
      check({ step: 1 });
    }).toThrow('edits[0].step: must be from 0 to 0, the target steps, got 1');
    expect(() => {
      check({ weights: [1] });
    }).toThrow('edits[0].weights: must be 2 numbers, one a source step, got "1 numbers"');
  });
});
