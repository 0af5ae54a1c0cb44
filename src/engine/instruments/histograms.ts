/** How the weights and gradients of every parameter are spread: counts in bins that stay where they are from update to update. */
import type { Numbers } from '../../core/tensor';
import { type GateName, gateNames } from '../../model/gates';
import type { Histogram, ParameterHistogram } from '../../model/instruments';
import type { Parameter, ParameterLayout } from '../../model/parameters';
import type { CellKind } from '../../model/spec';

const BINS = 64;
/** Magnitudes of gradients: decades from the first edge to the last, as powers of ten. */
const FIRST_DECADE = -12;
const LAST_DECADE = 4;

const PER_DECADE = BINS / (LAST_DECADE - FIRST_DECADE);

// A decade's edge is the number as written, which a power may miss by its last digit.
const MAGNITUDE_EDGES = Float64Array.from(
  { length: BINS + 1 },
  (_, k) => Number(`1e${String(FIRST_DECADE + Math.floor(k / PER_DECADE))}`) * 10 ** ((k % PER_DECADE) / PER_DECADE),
);

/** Parameters whose rows are a cell's gates, one block after the other. */
const GATED = /(weight|bias)_[ih]h/;

/** Weights and gradients as flat arrays of the same layout; each tensor's histogram followed by those of its gates' blocks. */
export function countParameters(
  { list }: ParameterLayout,
  cell: CellKind,
  { weights, gradient }: { readonly weights: Numbers; readonly gradient: Numbers },
): readonly ParameterHistogram[] {
  return list.flatMap((parameter): readonly ParameterHistogram[] => {
    const part = (all: Numbers, first: number, size: number): Numbers => all.subarray(parameter.offset + first, parameter.offset + first + size);
    const edges = createLinearEdges(part(weights, 0, parameter.size));
    const count = (gate: GateName | null, first: number, size: number): ParameterHistogram => ({
      parameter: parameter.name,
      gate,
      weights: countBins(part(weights, first, size), edges),
      gradients: countBins(part(gradient, first, size).map(Math.abs), MAGNITUDE_EDGES),
    });
    const gates = gatesOf(parameter, cell);
    const size = parameter.size / gates.length;
    return [count(null, 0, parameter.size), ...gates.map((gate, k) => count(gate, k * size, size))];
  });
}

function gatesOf({ name }: Parameter, cell: CellKind): readonly GateName[] {
  return GATED.test(name) ? gateNames[cell] : [];
}

/** Equal bins from -r to r, r the smallest power of two that no finite value exceeds; 1 where all are 0. */
function createLinearEdges(values: Numbers): Float64Array {
  let largest = 0;
  for (const value of values) if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
  const power = largest === 0 ? 1 : 2 ** Math.ceil(Math.log2(largest));
  const range = power < largest ? 2 * power : power; // a logarithm just above a whole number rounds to it
  return Float64Array.from({ length: BINS + 1 }, (_, k) => range * ((2 * k) / BINS - 1));
}

/** Values by bin; zeros, what is not finite and what lies outside are counted apart. @param edges ascending, one more than bins. */
export function countBins(values: Numbers, edges: Float64Array): Histogram {
  const counts = new Int32Array(edges.length - 1);
  const apart = { zeros: 0, nonFinite: 0, below: 0, above: 0 };
  const last = edges[edges.length - 1];
  for (const value of values) {
    if (!Number.isFinite(value)) apart.nonFinite++;
    else if (value === 0) apart.zeros++;
    else if (value < edges[0]) apart.below++;
    else if (value > last) apart.above++;
    else counts[findBin(value, edges)]++;
  }
  return { counts, edges: edges.slice(), ...apart };
}

/** The bin whose lower edge is the last one that `value` reaches; the top edge belongs to the last bin. */
function findBin(value: number, edges: Float64Array): number {
  let low = 0;
  let high = edges.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (value >= edges[middle]) low = middle;
    else high = middle;
  }
  return low;
}
