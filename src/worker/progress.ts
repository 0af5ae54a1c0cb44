/** Gathers the reports of updates into `progress` events, few enough for the page to draw each. */
import type { Report } from '../model/executor';
import type { Event } from './protocol';

/** Milliseconds between two events while training: numbers that change more often nobody reads, and each costs the page a drawing. */
const INTERVAL = 100;
/** Milliseconds over which updates a second are counted. */
const WINDOW = 2000;

export interface Progress {
  note(reports: readonly Report[]): void;
  /** Posts what is gathered, if it is time, or `now` because training stopped. Says nothing where nothing is new. */
  flush(update: number, now?: boolean): void;
  /** Begins anew: training starts, or went back to an earlier update. */
  restart(): void;
}

export function createProgress(post: (event: Event) => void, clock: () => number): Progress {
  let gathered: Report[] = [];
  let posted = -Infinity;
  let shown = { update: 0, updatesPerSecond: 0 };
  let marks: { readonly time: number; readonly done: number }[] = [];
  let done = 0;
  return {
    note(reports) {
      gathered.push(...reports);
      done += reports.length;
    },
    flush(update, now = false) {
      const time = clock();
      if (!now && (gathered.length === 0 || time - posted < INTERVAL)) return;
      marks = [...marks.filter((mark) => time - mark.time <= WINDOW), { time, done }];
      const [first] = marks;
      const updatesPerSecond = now || time === first.time ? 0 : (1000 * (done - first.done)) / (time - first.time);
      if (gathered.length === 0 && shown.update === update && shown.updatesPerSecond === updatesPerSecond) return;
      shown = { update, updatesPerSecond };
      const losses = Float32Array.from(gathered, ({ loss }) => loss);
      const gradNorms = Float32Array.from(gathered, ({ gradNorm }) => gradNorm);
      gathered = [];
      posted = time;
      post({ type: 'progress', update, losses, gradNorms, updatesPerSecond });
    },
    restart() {
      gathered = [];
      marks = [{ time: clock(), done }];
    },
  };
}
