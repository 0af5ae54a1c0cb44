/** What a network that sounds at steps has found of what there is: single steps, or events that last some; as hits, misses and false alarms. */
import type { Numbers } from './tensor';

/** What is to be found: each step at which 1 is asked for, or each run of such steps. */
export type Sought = 'steps' | 'events';

/** One of what was to be found, or was found and is not there; `t`: a step of it, where the network sounds if it does. */
export interface Verdict {
  readonly kind: 'hit' | 'miss' | 'alarm';
  readonly t: number;
}

export type Tally = Readonly<Record<Verdict['kind'], number>>;

/** So many steps before an event begins, finding it is no false alarm. */
const EARLY = 3;

/**
 * The verdicts of one row, in the order of time. The network sounds where its logit is above 0, its probability above one half. An event is found by a logit
 * that rises above 0 in it or up to three steps before; every other rise is a false alarm, so that to sound all the time finds nothing.
 */
export function judge(sought: Sought, outputs: Numbers, targets: Numbers): readonly Verdict[] {
  return sought === 'steps' ? judgeSteps(outputs, targets) : judgeEvents(outputs, targets);
}

function judgeSteps(outputs: Numbers, targets: Numbers): readonly Verdict[] {
  const verdicts: Verdict[] = [];
  for (let t = 0; t < targets.length; t++) {
    const [sounds, asked] = [outputs[t] > 0, targets[t] > 0.5];
    if (sounds || asked) verdicts.push({ kind: sounds && asked ? 'hit' : sounds ? 'alarm' : 'miss', t });
  }
  return verdicts;
}

function judgeEvents(outputs: Numbers, targets: Numbers): readonly Verdict[] {
  const rises = runsOf(targets.length, (t) => outputs[t] > 0).map(([from]) => from);
  const events = runsOf(targets.length, (t) => targets[t] > 0.5);
  const finds = (rise: number, [from, to]: readonly [number, number]): boolean => rise >= from - EARLY && rise < to;
  const found = events.map((event): Verdict => {
    const rise = rises.find((each) => finds(each, event));
    return rise === undefined ? { kind: 'miss', t: event[0] } : { kind: 'hit', t: rise };
  });
  const alarms = rises.filter((rise) => !events.some((event) => finds(rise, event))).map((t): Verdict => ({ kind: 'alarm', t }));
  return [...found, ...alarms].sort((a, b) => a.t - b.t);
}

export function tally(verdicts: readonly Verdict[]): Tally {
  const count = (kind: Verdict['kind']): number => verdicts.filter((verdict) => verdict.kind === kind).length;
  return { hit: count('hit'), miss: count('miss'), alarm: count('alarm') };
}

/** Of rows of T steps. */
export function tallyRows(sought: Sought, outputs: Numbers, targets: Numbers, T: number): Tally {
  const all: Verdict[] = [];
  for (let row = 0; row < targets.length; row += T) all.push(...judge(sought, outputs.subarray(row, row + T), targets.subarray(row, row + T)));
  return tally(all);
}

/** The longest stretches of steps, from the first to the one after the last, at all of which `holds`. */
function runsOf(T: number, holds: (t: number) => boolean): readonly (readonly [from: number, to: number])[] {
  const runs: (readonly [number, number])[] = [];
  for (let from = 0; from < T; from++) {
    let to = from;
    while (to < T && holds(to)) to++;
    if (to > from) runs.push([from, to]);
    from = to;
  }
  return runs;
}
