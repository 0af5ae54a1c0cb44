/** Turns what was measured into rows: medians, ratios, what a step asks of the GPU, and whether all did the same work. */
import { opponentOf } from './cases.mjs';
import { lossDifference, median, ratioTo } from './compare.mjs';

/**
 * @typedef {{ case: string, library: string, milliseconds: number | null, fastest: number | null, steps: number, firstStep: number | null, ratio: number | null,
 *   counts: import('./compare.mjs').Counts | null, lossDifference: number | null, agrees: boolean, failed: string | null, adapter: string }} Row
 */

/** First losses come of the same weights and batch: what is left is rounding. */
const SAME_LOSS = 1e-4;

export const headings = ['case', 'library', 'median ms', 'fastest', 'times ours', 'dispatches, submits, bytes read', 'losses differ by'];

/**
 * @param {import('./cases.mjs').Case} which
 * @param {readonly import('./cases.mjs').Library[]} libraries
 * @param {readonly import('./compare.mjs').Result[]} results
 */
export function describe(which, libraries, results) {
  const ours = results.find(({ name, losses }) => name.startsWith('ours') && losses.length > 0);
  const rows = results.map((result, k) => {
    const library = libraries[k];
    const opponent = results.find(({ name }) => name === opponentOf(library));
    return createRow(which, result, opponent, ours);
  });
  return { rows, lines: rows.map(lineOf) };
}

/**
 * @param {import('./cases.mjs').Case} which
 * @param {import('./compare.mjs').Result} result
 * @param {import('./compare.mjs').Result | undefined} opponent
 * @param {import('./compare.mjs').Result | undefined} ours
 * @returns {Row}
 */
function createRow(which, result, opponent, ours) {
  const times = result.times.filter((time) => !Number.isNaN(time));
  const first = Math.abs((result.losses[0] ?? NaN) / (ours?.losses[0] ?? NaN) - 1);
  return {
    case: which.name,
    library: result.name,
    milliseconds: finiteOrNull(median(times)),
    fastest: finiteOrNull(Math.min(...times)),
    steps: times.length,
    firstStep: finiteOrNull(result.firstStep),
    ratio: finiteOrNull(ratioTo(result, opponent)),
    counts: result.counts,
    lossDifference: ours ? finiteOrNull(lossDifference(result, ours)) : null,
    agrees: !ours || result.losses.length === 0 || first <= SAME_LOSS,
    failed: result.failed,
    adapter: result.adapter,
  };
}

/** @param {number} value */
function finiteOrNull(value) {
  return Number.isFinite(value) ? value : null;
}

/** @param {number | null} value @param {number} digits */
function tellNumber(value, digits) {
  return value === null ? '' : value.toFixed(digits);
}

/** @param {Row} row */
function lineOf({ case: name, library, milliseconds, fastest, ratio, counts, lossDifference: difference, agrees, failed }) {
  if (failed !== null) return [name, library, failed].join(' | ');
  const asked = counts ? `${String(counts.dispatches)}, ${String(counts.submits)}, ${String(counts.bytesRead)}` : '';
  const work = agrees ? (difference?.toExponential(0) ?? '') : 'first losses differ';
  return [name, library, tellNumber(milliseconds, 2), tellNumber(fastest, 2), tellNumber(ratio, 1), asked, work].join(' | ');
}
