/** How many windows a plan goes through time in: none where it fits as it is, else the fewest with which it does. */
import { createPlan, type Plan } from './plan';

/**
 * The plan itself where it fits, or where it must keep every number; else the same network in the fewest windows that fit. Where no number of them does, the
 * plan in the most windows that still make it smaller: what is kept of a window shrinks as 3·T/n floats for 1 between windows, so these are √(3·T).
 *
 * @param fits by shape and limits alone; true of every plan in more windows than one that fits.
 */
export function fitWindows(plan: Plan, fits: (plan: Plan) => boolean): Plan {
  const { record, edits, window, capacity } = plan.options;
  if (window !== null || record === true || edits || fits(plan)) return plan;
  const inWindows = (count: number): Plan => createPlan(plan.model, { ...plan.options, window: Math.ceil(capacity.T / count) });
  const most = Math.floor(Math.sqrt(3 * capacity.T));
  if (most < 2 || capacity.T < 2) return plan;
  const smallest = inWindows(most);
  if (!fits(smallest)) return smallest;
  let [tooFew, enough] = [1, most];
  while (enough - tooFew > 1) {
    const count = Math.floor((tooFew + enough) / 2);
    if (fits(inWindows(count))) enough = count;
    else tooFew = count;
  }
  return inWindows(enough);
}

/** How a refusal says what was tried. */
export function describeWindows({ options: { window } }: Plan): string {
  return window === null ? '' : ` even in windows of ${String(window)} steps`;
}
