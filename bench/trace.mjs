/** Reads a trace of Chromium: what the main thread of a page did, by the processor's own time, which waiting for a busy machine does not lengthen. */

/** Milliseconds of the processor's time of the main thread, by what they were spent on; `raster`: of the threads that draw what is painted. */
/** @typedef {{ script: number, style: number, layout: number, paint: number, other: number, raster: number }} Split */
/**
 * `tasks`: of each task; `frames`: from each frame's picture to the next one's; `split`: what all of it went to; `events`: of the handlers of an event,
 * by its type; `answers`: from an event to the picture of the frame that follows, the event's task included.
 * @typedef {{ tasks: number[], frames: number[], split: Split, events: (type: string) => number[], answers: (types: readonly string[]) => number[] }} MainThread
 */
/** @typedef {{ name: string, ph: string, pid: number, tid: number, ts: number, dur?: number, tdur?: number, args: { name?: string, data?: { type?: string } } }} TraceEvent */

/** What a trace must be asked for. */
export const categories = ['devtools.timeline', 'disabled-by-default-devtools.timeline'];

/** What the browser calls the parts of a frame; whatever else it names is script. @type {ReadonlyMap<string, keyof Split>} */
const kinds = new Map([
  ['UpdateLayoutTree', 'style'],
  ['Layout', 'layout'],
  ['PrePaint', 'paint'],
  ['Paint', 'paint'],
  ['Layerize', 'paint'],
  ['Commit', 'paint'],
  ['RunTask', 'other'],
  ['HitTest', 'other'],
]);

/** The main thread of the busiest page. @param {Buffer} trace @returns {MainThread} */
export function readTrace(trace) {
  /** @type {{ traceEvents: readonly TraceEvent[] }} */
  const { traceEvents } = JSON.parse(trace.toString());
  const threads = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const main = threads
    .map(({ pid, tid }) => traceEvents.filter((event) => event.ph === 'X' && event.pid === pid && event.tid === tid).toSorted(byTime))
    .toSorted((a, b) => sumOf(tasksOf(b).map(cost)) - sumOf(tasksOf(a).map(cost)))
    .at(0);
  const events = main ?? [];
  const tasks = tasksOf(events);
  const raster = sumOf(traceEvents.filter(({ name }) => name === 'RasterTask').map(cost));
  const pictures = events.filter(({ name }) => name === 'Commit');
  return {
    tasks: tasks.map(cost),
    frames: pictures.slice(1).map((picture, k) => costBetween(tasks, pictures[k].ts, picture.ts)),
    split: splitOf(events, raster),
    events: (type) => dispatched(events, [type]).map(cost),
    answers: (types) =>
      dispatched(events, types).flatMap(({ ts }) => {
        const picture = pictures.find((each) => each.ts > ts);
        const task = tasks.findLast((each) => each.ts <= ts);
        return picture && task ? [costBetween(tasks, task.ts - 1, picture.ts)] : [];
      }),
  };
}

/** Of the tasks that begin after a moment, up to another. @param {readonly TraceEvent[]} tasks @param {number} from @param {number} to */
function costBetween(tasks, from, to) {
  return sumOf(tasks.filter(({ ts }) => ts > from && ts <= to).map(cost));
}

/** @param {readonly TraceEvent[]} events @param {readonly string[]} types */
function dispatched(events, types) {
  return events.filter(({ name, args }) => name === 'EventDispatch' && types.includes(args.data?.type ?? ''));
}

/** @param {readonly TraceEvent[]} events */
function tasksOf(events) {
  return events.filter(({ name }) => name === 'RunTask');
}

/** What is outside comes before what is in it. @param {TraceEvent} a @param {TraceEvent} b */
function byTime(a, b) {
  return a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0);
}

/** @param {TraceEvent} event */
function cost({ tdur = 0 }) {
  return tdur / 1000;
}

/** Each event's own time, without that of the events inside it. @param {readonly TraceEvent[]} events @param {number} raster @returns {Split} */
function splitOf(events, raster) {
  const split = { script: 0, style: 0, layout: 0, paint: 0, other: 0, raster };
  /** @type {TraceEvent[]} */
  const around = [];
  for (const event of events) {
    while (endOf(around.at(-1)) <= event.ts) around.pop();
    const outer = around.at(-1);
    split[kinds.get(event.name) ?? 'script'] += cost(event);
    if (outer) split[kinds.get(outer.name) ?? 'script'] -= cost(event);
    around.push(event);
  }
  return split;
}

/** @param {TraceEvent | undefined} event */
function endOf(event) {
  return event ? event.ts + (event.dur ?? 0) : Infinity;
}

/** @param {readonly number[]} values */
export function sumOf(values) {
  return values.reduce((sum, value) => sum + value, 0);
}
