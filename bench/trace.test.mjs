import { expect, it } from 'vitest';
import { readTrace } from './trace.mjs';

/** An event of the page's main thread; its own time is half of what the clock says. @param {string} name @param {number} ts @param {number} dur */
function event(name, ts, dur, type = '') {
  return { name, ph: 'X', pid: 1, tid: 1, ts: 1000 * ts, dur: 1000 * dur, tdur: 500 * dur, args: type === '' ? {} : { data: { type } } };
}

const thread = (/** @type {number} */ pid) => ({ name: 'thread_name', ph: 'M', pid, tid: 1, ts: 0, args: { name: 'CrRendererMain' } });
const traceEvents = [
  thread(1),
  thread(2),
  { ...event('RunTask', 0, 2), pid: 2 },
  { ...event('RasterTask', 5, 6), tid: 7 },
  event('RunTask', 10, 20),
  event('FunctionCall', 12, 8),
  event('Layout', 14, 4),
  event('Commit', 28, 2),
  event('RunTask', 40, 10),
  event('EventDispatch', 42, 6, 'keydown'),
  event('RunTask', 60, 4),
  event('RunTask', 70, 12),
  event('Paint', 71, 8),
  event('Commit', 80, 2),
];
const main = readTrace(Buffer.from(JSON.stringify({ traceEvents })));

it("counts the processor's time of the busiest page's tasks, and from one picture to the next", () => {
  expect(main.tasks).toEqual([10, 5, 2, 6]);
  expect(main.frames).toEqual([13]);
});

it('says what it went to, each event without those inside it', () => {
  expect(main.split).toEqual({ script: 2 + 3, style: 0, layout: 2, paint: 1 + 4 + 1, other: 10 - 4 - 1 + (5 - 3) + 2 + (6 - 4 - 1), raster: 3 });
});

it('knows what an input took, and what it took up to its picture', () => {
  expect(main.events('keydown')).toEqual([3]);
  expect(main.answers(['keydown', 'click'])).toEqual([5 + 2 + 6]);
  expect(main.events('click')).toEqual([]);
});
