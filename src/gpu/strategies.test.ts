/** The table of strategies: what it holds is allowed, and a layer takes the row of its adapter, cell and width. */
import { describe, expect, it } from 'vitest';
import { createExampleModel } from '../reference/example';
import { createPlan } from '../model/plan';
import { chooseStrategy, MOST_KEPT } from './choose-strategy';
import { listStrategies, strategies, type StrategyRow, strategyRows } from './strategies';

const rows: readonly StrategyRow[] = [
  { adapter: 'fast', how: 'measured', cell: 'lstm', hidden: 64, strategy: 'registers', milliseconds: { registers: 1, steps: 2 } },
  { adapter: 'fast', how: 'measured', cell: 'lstm', hidden: 256, strategy: 'steps', milliseconds: { registers: 2, steps: 1 } },
  { adapter: 'hardware', how: 'reasoned', cell: 'lstm', hidden: 1024, strategy: 'streamed' },
  { adapter: 'software', how: 'reasoned', cell: 'lstm', hidden: 1024, strategy: 'blocks' },
];

describe('the committed table', () => {
  it('has rows for every cell on adapters that nobody measured', () => {
    for (const adapter of ['hardware', 'software']) {
      for (const cell of ['rnn', 'lstm', 'gru']) expect(strategyRows.some((row) => row.adapter === adapter && row.cell === cell)).toBe(true);
    }
  });
  it('names strategies, keeps weights in registers where they fit, and takes the fastest of what was measured', () => {
    for (const { how, cell, hidden, strategy, milliseconds = {} } of strategyRows) {
      expect(strategies).toContain(strategy);
      if (strategy === 'registers') expect(hidden).toBeLessThanOrEqual(MOST_KEPT[cell]);
      expect(Object.keys(milliseconds).length > 0).toBe(how === 'measured');
      if (how === 'measured') expect(milliseconds[strategy]).toBe(Math.min(...Object.values(milliseconds)));
    }
  });
});

describe('a layer', () => {
  it('takes the narrowest row that is as wide, of the adapter by name before any other', () => {
    const list = (hidden: number, adapter: string, software = false) => listStrategies('lstm', hidden, { software, adapter }, rows)[0];
    expect(list(64, 'A Fast One')).toBe('registers');
    expect(list(65, 'A Fast One')).toBe('steps');
    expect(list(999, 'A Fast One')).toBe('steps');
    expect(list(64, 'another')).toBe('streamed');
    expect(list(64, 'another', true)).toBe('blocks');
  });
  it('takes another strategy where its shape does not allow that one', () => {
    const scanOf = (variant: string, hiddenSize: number) => {
      const plan = createPlan(createExampleModel({ variant, hiddenSize }), { capacity: { B: 4, T: 3, U: 0 } });
      const scan = plan.segments.encode.find((pass) => pass.kernel === 'scan');
      if (scan?.kernel !== 'scan') throw new Error('the plan must have a scan');
      return scan;
    };
    const sizes = { B: 4, T: 3, U: 0 };
    const choose = (variant: string, hiddenSize: number, target: Parameters<typeof chooseStrategy>[2]) =>
      chooseStrategy(scanOf(variant, hiddenSize), sizes, target);
    expect(choose('lstm', 64, { software: false })).toBe('registers');
    expect(choose('lstm', 65, { software: false })).toBe('streamed');
    expect(choose('lstm', 384, { software: false })).toBe('steps');
    expect(choose('gru before', 384, { software: false })).toBe('streamed');
    expect(choose('lstm', 8, { software: true })).toBe('blocks');
    expect(choose('lstm', 7, { software: true })).toBe('streamed');
    expect(choose('rnn tanh', 129, { software: false, strategy: 'registers' })).toBe('streamed');
  });
});
