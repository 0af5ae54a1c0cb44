/** The figures of `npm run learn` as rows of tables, and rows of one case put in the place of its old ones. */

/** @typedef {import('../src/headless/learn-plan').LearnRow} LearnRow */
/** @typedef {import('../src/headless/learn-plan').TrainedRow} TrainedRow */
/** @typedef {import('../src/headless/learn-plan').MeasuredRow} MeasuredRow */

/** @param {readonly string[]} cells */
const line = (cells) => `| ${cells.join(' | ')} |`;

/** @param {{ name: string, value: number | null }} measure */
const writeMeasure = ({ name, value }) => `${name} ${value === null ? '–' : value.toPrecision(3)}`;

/** @param {TrainedRow} row */
function writeTrained({
  name,
  seed,
  engine,
  below,
  reach,
  updates,
  limit,
  evalLoss,
  metric,
  metrics = [],
  largestGradNorm,
  nonFinite,
  updatesPerSecond,
}) {
  const bounds = [...(below === null ? [] : [`loss below ${String(below)}`]), ...(reach === null ? [] : [`${metric.name} ${String(reach)}`])];
  const missed = bounds.length === 0 ? `${String(limit)}, no bound` : `not in ${String(limit)}`;
  const reached = nonFinite ? `not finite at ${String(nonFinite.update)}: ${nonFinite.pass}` : updates === null ? missed : String(updates);
  const loss = evalLoss === null ? '–' : evalLoss.toFixed(5);
  const value = metric.value === null ? '–' : [metric, ...metrics].map(writeMeasure).join(', ');
  const largest = largestGradNorm === null ? '–' : largestGradNorm.toPrecision(3);
  return line([name, String(seed), engine, bounds.join(', ') || '–', reached, loss, value, largest, updatesPerSecond.toFixed(0)]);
}

/** @param {MeasuredRow} row */
function writeMeasured({ name, seed, engine, steps, hiddenRatio, cellRatio }) {
  return line([name, String(seed), engine, String(steps), hiddenRatio.toExponential(2), cellRatio === null ? '–' : cellRatio.toExponential(2)]);
}

/** @param {LearnRow} row */
export const writeRow = (row) => (row.kind === 'trained' ? writeTrained(row) : writeMeasured(row));

/** @param {readonly string[]} names */
const header = (...names) => [line(names), line(names.map(() => '---'))];
export const trainedHeader = header(
  ...['run', 'seed', 'engine', 'bound', 'updates', 'loss then', 'metric then', 'largest gradient norm', 'updates a second'],
);
export const measuredHeader = header('initial weights', 'seed', 'engine', 'steps', '‖∂L/∂h₁‖ / ‖∂L/∂h_T‖', '‖∂L/∂c₁‖ / ‖∂L/∂c_T‖');

/**
 * The text of bench/learn.md.
 * @param {readonly LearnRow[]} rows
 */
export function writeTables(rows) {
  const trained = rows.filter(({ kind }) => kind === 'trained');
  const measured = rows.filter(({ kind }) => kind === 'measured');
  const lines = [
    'Made by `npm run learn`. Updates until the bound is reached on 1,000 held-out examples, asked every so many updates as bench/learn-plan.json says;',
    'the gradient norm is before clipping. Updates a second depend on what else the machine did; nothing else does.',
    ...['', ...trainedHeader, ...trained.map(writeRow)],
    ...['', 'Before any update, over 64 held-out examples: how much of the gradient at the last step reaches the first.'],
    ...['', ...measuredHeader, ...measured.map(writeRow), ''],
  ];
  return lines.join('\n');
}

/**
 * All rows in the plan's order: `made` in the place of those of the case `only`, or of all where it is undefined. Rows of cases that the plan no longer has are dropped.
 * @param {readonly LearnRow[]} before
 * @param {readonly LearnRow[]} made
 * @param {readonly string[]} names of the plan's cases
 * @param {string | undefined} only
 */
export function mergeRows(before, made, names, only) {
  const kept = only === undefined ? [] : before.filter(({ name }) => name !== only && names.includes(name));
  return [...kept, ...made].sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
}
