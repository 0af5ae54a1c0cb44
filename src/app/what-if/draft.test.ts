import { describe, expect, it } from 'vitest';
import { parseEdits } from '../../model/parse-edits';
import { parseModelSpec } from '../../model/parse-spec';
import { type Draft, type DraftPlace, editOf, kindsAt, onlyStep } from './draft';

const model = parseModelSpec({
  input: { kind: 'tokens', vocabSize: 6, embeddingSize: 3 },
  encoder: { cell: 'lstm', hiddenSizes: [4] },
  output: { kind: 'decoder', vocabSize: 6, embeddingSize: 3, attention: { score: 'general', query: 'current' } },
});
const draft: Draft = { kind: 'gate', gate: 'forget', value: '1', allUnits: false, allSteps: false, to: 0 };
const place: DraftPlace = { scan: 'l0', t: 2, unit: 3, across: 1, entry: null, sourceLength: 4, sourceSteps: 5 };

describe('a draft', () => {
  it('means an edit of the place under the cursor, that the network takes', () => {
    const edits = [
      editOf(draft, place),
      editOf({ ...draft, kind: 'cell', value: '-0.5', allUnits: true, allSteps: true }, place),
      editOf({ ...draft, kind: 'zero' }, place),
      editOf({ ...draft, kind: 'copy', to: 1 }, place),
      editOf({ ...draft, kind: 'weight', value: '2' }, { ...place, entry: { parameter: 'encoder.weight_hh_l0', row: 3, column: 2 } }),
      editOf({ ...draft, kind: 'weight', value: '3' }, { ...place, entry: { parameter: 'encoder.bias_hh_l0', row: 5, column: 0 } }),
      editOf({ ...draft, kind: 'attention' }, place),
      editOf({ ...draft, kind: 'alike' }, { ...place, scan: 'decoder', t: 0, across: 3 }),
    ];
    expect(parseEdits(edits, model)).toEqual([
      { kind: 'gate', scan: 'l0', gate: 'forget', unit: 3, from: 2, to: 2, example: null, value: 1 },
      { kind: 'state', scan: 'l0', state: 'cell', unit: null, from: null, to: null, example: null, value: -0.5 },
      { kind: 'zero', scan: 'l0', unit: 3, example: null },
      { kind: 'copy', scan: 'l0', from: 3, to: 1 },
      { kind: 'weight', parameter: 'encoder.weight_hh_l0', row: 3, column: 2, value: 2 },
      { kind: 'weight', parameter: 'encoder.bias_hh_l0', row: 5, column: null, value: 3 },
      { kind: 'attention', step: 1, weights: [0, 0, 1, 0, 0], example: null },
      { kind: 'attention', step: 0, weights: [0.25, 0.25, 0.25, 0.25, 0], example: null },
    ]);
  });

  it('means nothing without its number', () => {
    expect(['', ' ', 'x', 'Infinity'].map((value) => editOf({ ...draft, value }, place))).toEqual([null, null, null, null]);
    expect(editOf({ ...draft, kind: 'weight' }, place)).toBeNull();
  });

  it('offers what the network has', () => {
    expect(kindsAt(model)).toEqual(['gate', 'hidden', 'cell', 'zero', 'copy', 'weight', 'attention', 'alike']);
    const rnn = parseModelSpec({
      input: { kind: 'values', size: 1 },
      encoder: { cell: 'rnn', hiddenSizes: [4] },
      output: { kind: 'last', size: 1, loss: 'mse' },
    });
    expect(kindsAt(rnn)).toEqual(['hidden', 'zero', 'copy', 'weight']);
  });

  it('knows a row of attention that looks at one step', () => {
    expect(onlyStep({ kind: 'attention', step: 0, weights: [0, 1, 0] })).toBe(1);
    expect(onlyStep({ kind: 'attention', step: 0, weights: [0.5, 0.5] })).toBeNull();
  });
});
