import { describe, expect, it } from 'vitest';
import { getTask } from '../tasks/table';
import { createDefaultRun } from './default-run';
import { withEncoder } from './edit';
import { createCurve, spreadOf } from './race-curves';
import { writeCurvesCsv, writeTableCsv } from './race-csv';
import { compareLanes, solvedMark } from './race-rows';
import type { Assessed, LaneStatus } from './race-session';

const lane = (cell: 'rnn' | 'lstm' | 'gru', millisecondsPerUpdate: number | null, parameterCount: number): LaneStatus => ({
  model: withEncoder(createDefaultRun(getTask('recall')), { cell }).model,
  parameterCount,
  failed: null,
  millisecondsPerUpdate,
});

/** One evaluation: of each lane its losses, one a seed, and its horizon. */
const at = (update: number, ...lanes: readonly (readonly [losses: readonly number[], steps: number | null] | null)[]): Assessed => ({
  update,
  lanes: lanes.map((each) => each && { heldOut: each[0].map((loss) => ({ loss, metric: 1 - loss })), horizon: { steps: each[1], most: 20 } }),
});

const kindsOf = (rows: ReturnType<typeof compareLanes>): readonly (readonly string[])[] =>
  rows.map(({ verdicts }) => verdicts.map(({ kind }) => kind));

describe('compareLanes', () => {
  it('says what each lane is the best at, from what was measured', () => {
    const lanes = [lane('rnn', 1, 100), lane('lstm', 3, 400), lane('gru', 2, 300)];
    const assessed = [
      at(0, [[2], 5], [[2], 9], [[2], 9]),
      at(25, [[1.9], 4], [[0.1], 20], [[0.3], 12]),
      at(50, [[1.8], 4], [[0.05], 20], [[0.15], 12]),
    ];
    const rows = compareLanes({ lanes, assessed, baseline: 2, every: 25 });
    expect(kindsOf(rows)).toEqual([['fastest', 'smallest'], ['reaches', 'solvedFirst', 'best'], ['between']]);
    expect(rows[0].verdicts[0]).toEqual({ kind: 'fastest', times: 3 });
    expect(rows[1].verdicts[0]).toEqual({ kind: 'reaches', steps: 20 });
    expect(rows.map(({ solvedAt }) => solvedAt)).toEqual([null, 25, 50]);
    expect(rows.map(({ gates, states }) => [gates, states])).toEqual([
      [0, 1],
      [3, 2],
      [2, 1],
    ]);
    expect(solvedMark(2)).toBeCloseTo(0.2);
  });

  it('takes the median over the seeds, and counts the fixed evaluations alone as solving', () => {
    const lanes = [lane('rnn', 1, 100), lane('gru', 1, 100)];
    const assessed = [
      at(25, [[0.1, 0.9, 1], 3], [[2, 2, 2], 3]),
      at(31, [[0.1, 0.1, 1], 3], [[2, 2, 2], 3]),
      at(50, [[0.3, 0.1, 0.15], 3], [[2, 2, 2], 3]),
    ];
    const [row] = compareLanes({ lanes, assessed, baseline: 2, every: 25 });
    expect(row.loss).toEqual({ median: 0.15, low: 0.1, high: 0.3 });
    expect(row.solvedAt).toBe(50);
  });

  it('names a lane that another one equals or beats in everything measured', () => {
    const lanes = [lane('rnn', 1, 100), lane('gru', 2, 300), lane('gru', 3, 100)];
    const rows = compareLanes({ lanes, assessed: [at(25, [[0.5], 9], [[0.6], 8], [[0.7], 8])], baseline: 2, every: 25 });
    expect(rows[1].verdicts).toEqual([{ kind: 'beaten', by: 0 }]);
    expect(rows[2].verdicts).toEqual([{ kind: 'beaten', by: 0 }]);
  });

  it('calls none better where all are as good as guessing, and says nothing before anything was measured', () => {
    const lanes = [lane('rnn', 1, 100), lane('gru', 1.02, 101)];
    expect(kindsOf(compareLanes({ lanes, assessed: [at(25, [[2], 9], [[2.01], 9])], baseline: 2, every: 25 }))).toEqual([['smallest'], ['beaten']]);
    expect(kindsOf(compareLanes({ lanes: [lane('rnn', null, 1), lane('gru', null, 2)], assessed: [], baseline: 2, every: 25 }))).toEqual([
      ['none'],
      ['none'],
    ]);
    expect(kindsOf(compareLanes({ lanes: [lane('rnn', 1, 1)], assessed: [at(25, [[2], 9])], baseline: 2, every: 25 }))).toEqual([['none']]);
  });

  it('leaves a lane that failed out of what the others are compared with', () => {
    const failed = { ...lane('rnn', 0.1, 10), failed: { seed: 0, update: 3, pass: 'loss', step: null } };
    const rows = compareLanes({
      lanes: [failed, lane('lstm', 3, 400), lane('gru', 2, 300)],
      assessed: [at(25, null, [[1], 5], [[1], 5])],
      baseline: 2,
      every: 25,
    });
    expect(kindsOf(rows)).toEqual([['failed'], ['beaten'], ['fastest', 'smallest']]);
    expect(rows[0].loss).toBeNull();
  });
});

describe('createCurve', () => {
  it('keeps every loss until there are too many, then means of neighbours over the same updates for all seeds', () => {
    const curve = createCurve(2, 8);
    curve.add(1, [
      [1, 2, 3],
      [10, 20, 30],
    ]);
    expect(curve.view()).toEqual({
      updates: [1, 2, 3],
      losses: [
        [1, 2, 3],
        [10, 20, 30],
      ],
    });
    curve.add(4, [
      [4, 5, 6, 7, 8, 9, 10],
      [40, 50, 60, 70, 80, 90, 100],
    ]);
    expect(curve.view()).toEqual({
      updates: [2, 4, 6, 8, 10],
      losses: [
        [1.5, 3.5, 5.5, 7.5, 9.5],
        [15, 35, 55, 75, 95],
      ],
    });
  });

  it('spreads values', () => {
    expect(spreadOf([3, 1, 2])).toEqual({ median: 2, low: 1, high: 3 });
    expect(spreadOf([3, 1])).toEqual({ median: 2, low: 1, high: 3 });
  });
});

describe('CSV', () => {
  it('holds every curve and every row with all digits', () => {
    const names = ['RNN 12', 'GRU 12, "textbook"'];
    const assessed = [at(25, [[1 / 3], 9], null)];
    const curves = writeCurvesCsv(
      names,
      [
        { updates: [1], losses: [[0.1]] },
        { updates: [1], losses: [[0.2]] },
      ],
      assessed,
    );
    expect(curves.split('\r\n')).toEqual([
      'lane,network,seed,measure,update,value',
      '1,RNN 12,1,trainingLoss,1,0.1',
      '2,"GRU 12, ""textbook""",1,trainingLoss,1,0.2',
      `1,RNN 12,1,heldOutLoss,25,${String(1 / 3)}`,
      `1,RNN 12,1,metric,25,${String(1 - 1 / 3)}`,
      '',
    ]);
    const rows = compareLanes({ lanes: [lane('rnn', 1.5, 100), lane('gru', null, 90)], assessed, baseline: 2, every: 25 });
    const [head, first, second] = writeTableCsv(names, rows).split('\r\n');
    expect(head.split(',')).toHaveLength(17);
    expect(first).toBe(
      `1,RNN 12,rnn,0,1,100,1.5,9,20,${String(1 / 3)},${String(1 / 3)},${String(1 / 3)},${[2, 2, 2].map(() => String(1 - 1 / 3)).join(',')},,reaches best`,
    );
    expect(second.startsWith('2,"GRU 12, ""textbook""",gru,2,1,90,,,,')).toBe(true);
  });
});
