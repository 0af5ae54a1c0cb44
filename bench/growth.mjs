/** How an update's time grows with T, batch and hidden size, against what no arrangement of the same work could beat. */
import { createCase } from './cases.mjs';
import { compare, median } from './compare.mjs';

/** Batch, T, input, hidden. */
const base = [32, 50, 2, 64];
const axes = [
  { name: 'T', at: 1, values: [25, 50, 100, 200] },
  { name: 'batch', at: 0, values: [8, 16, 32, 64, 128] },
  { name: 'hidden', at: 3, values: [16, 32, 64, 128, 256] },
];
/** A row of one unit: all that is left of a step is the way from one to the next. */
const tiny = [100, 400].map((T) => [1, T, 1, 4]);
/** Floating-point operations of the products that page/ours.js does in one go. */
const PRODUCT_FLOP = 16 * 2 * 512 ** 3;

/**
 * `flopLimit`: the update's products at the rate of the engine's own large product; `latencyLimit`: T steps at the time of one step of a row of four units.
 * @typedef {{ axis: string, library: string, shape: number[], milliseconds: number, flopLimit: number, latencyLimit: number }} Growth
 */

/** Multiplications and additions of an LSTM update's products: x and h forward, dW of both, dh. @param {number[]} shape */
export function flopOf([B = 0, T = 0, I = 0, H = 0]) {
  return 2 * B * T * 4 * H * (3 * H + 2 * I);
}

/**
 * @param {import('./processes.mjs').Open} open
 * @param {readonly import('./cases.mjs').Library[]} libraries
 * @param {Parameters<typeof compare>[1]} limits
 */
export async function measureGrowth(open, libraries, limits) {
  /** Median of every library at each of the cases, measured in the same rounds. @param {readonly import('./cases.mjs').Case[]} which */
  const measure = async (...which) => {
    const results = await compare(
      which.flatMap((each) => libraries.map((library) => open(library, each))),
      limits,
    );
    const medians = results.map(({ times }) => median(times));
    return which.map((_, k) => medians.slice(k * libraries.length, (k + 1) * libraries.length));
  };
  const product = createCase('lstm', [1, 1, 1, 1], 'products');
  const [short, long] = await measure(...tiny.map((shape) => createCase('lstm', shape)));
  /** @type {Growth[]} */
  const rows = [];
  for (const { name, at, values } of axes) {
    for (const value of values) {
      const shape = base.with(at, value);
      const [times, products] = await measure(createCase('lstm', shape), product);
      libraries.forEach((library, k) => {
        rows.push({
          axis: name,
          library: library.name,
          shape,
          milliseconds: times[k],
          flopLimit: (products[k] * flopOf(shape)) / PRODUCT_FLOP,
          latencyLimit: ((long[k] - short[k]) / 300) * (shape[1] ?? 0),
        });
      });
    }
  }
  return rows;
}
