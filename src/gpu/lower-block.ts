/** Scan passes to dispatches in blocks of rows by units, with a narrow input's projection in the same dispatch. */
import type { ProductPass, ScanBackwardPass, ScanPass, ScanTensors, Sizes } from '../model/passes';
import type { Plan } from '../model/plan';
import { chooseStrategy } from './choose-strategy';
import { blocksOf, type Dispatch, Range } from './dispatch';
import { endsOf, fileOf, scansByWeight, sharedConstants } from './lower-scan';
import { type BlockCut, cutBlocks, MOST_FUSED_INPUTS, type Target } from './tuning';

/** Whether both scans of this layer and direction run in blocks: they then read W_hh itself, and need no packed copy. What can be held runs otherwise. */
export function runsInBlocks(scan: ScanTensors, capacity: Sizes, target: Target): boolean {
  return chooseStrategy(scan, capacity, target) === 'blocks';
}

/** Of each recurrent weight that scans read by packed copies a scan. */
export function listPacked(plan: Plan, target: Target): readonly ScanTensors[] {
  return [...scansByWeight(plan).values()].filter((scan) => !runsInBlocks(scan, plan.options.capacity, target));
}

/** The pass that writes what this scan reads, where a scan in blocks can do its work too. */
export function findProjection(plan: Plan, scan: ScanPass): ProductPass | null {
  if (scan.steps === 'u') return null;
  const passes = [...new Set(Object.values(plan.segments).flat())];
  const writers = passes.filter((pass) => pass.kernel === 'product' && pass.products.some(({ c }) => c.tensor === scan.gates));
  if (writers.length !== 1) return null;
  const [pass] = writers;
  if (pass.kernel !== 'product' || pass.products.length !== 1) return null;
  const [{ form, a, b, bias, accumulate }] = pass.products;
  const isPlain = (matrix: typeof a): boolean => matrix.offset === 0 && matrix.steps === 0 && matrix.stride === matrix.columns;
  if (form !== 'nt' || accumulate || bias === null || b === 'ones' || !isPlain(a) || !isPlain(b)) return null;
  return a.columns <= MOST_FUSED_INPUTS && plan.parameters.byName.has(b.tensor) ? pass : null;
}

/** `projection`: what to compute beside the scan itself; null where its pass runs before. */
export function lowerBlockScan(plan: Plan, pass: ScanPass, projection: ProductPass | null, target: Target): Dispatch {
  const cut = getCut(pass, plan.options.capacity, false, target);
  const product = projection?.products[0];
  const constants: Readonly<Record<string, number>> =
    product && product.b !== 'ones' && product.bias !== null
      ? { INPUTS: product.a.columns, WEIGHT_IH: offsetOf(plan, product.b.tensor), BIAS_IH: offsetOf(plan, product.bias) }
      : {};
  return {
    label: pass.label,
    variant: {
      entry: `${fileOf(pass)}_block_forward`,
      constants: {
        ...sharedConstants(pass, 4),
        ...constants,
        BIAS_HH: offsetOf(plan, pass.biasHh),
        GROUPS: cut.GROUPS,
        INITIAL: pass.initial ? 1 : 0,
      },
    },
    ranges: {
      lengths: pass.lengths,
      weights: pass.weightHh,
      parameters: Range.parameters,
      inputs: product?.a.tensor ?? Range.spareRead,
      gates: pass.gates,
      hidden: pass.hidden,
      ...(pass.cellState === null ? {} : { cell: pass.cellState }),
    },
    workgroups: ({ B }) => blocksOf(B, cut.rows * cut.GROUPS),
  };
}

export function lowerBlockScanBackward(pass: ScanBackwardPass, capacity: Sizes, target: Target): Dispatch {
  const file = fileOf(pass);
  // What the textbook GRU multiplies takes two phases a step.
  const cut = getCut(pass, capacity, file !== 'gru_before', target);
  return {
    label: pass.label,
    variant: {
      entry: cut.vectors === 2 && file !== 'gru_before' ? `${file}_block_wide` : `${file}_block_backward`,
      constants: {
        ...sharedConstants(pass, 4),
        GROUPS: cut.GROUPS,
        READS_DHIDDEN: pass.readsDhidden && pass.dhidden !== null ? 1 : 0,
        HAS_DFINAL: pass.dfinal === null ? 0 : 1,
        HAS_DINITIAL: pass.dinitial === null ? 0 : 1,
        RECORD: pass.record ? 1 : 0,
      },
    },
    ranges: {
      lengths: pass.lengths,
      weights: pass.weightHh,
      gates: pass.gates,
      ...(pass.cellState === null ? { hidden: pass.hidden } : { cell: pass.cellState }),
      dhidden: pass.dhidden ?? Range.spareA,
      dcell: pass.dcell ?? Range.spareB,
      dfinal: endsOf(pass),
    },
    workgroups: ({ B }) => blocksOf(B, cut.rows * cut.GROUPS),
  };
}

function getCut({ label, hiddenSize }: ScanTensors, { B }: Sizes, wide: boolean, target: Target): BlockCut {
  const cut = cutBlocks(hiddenSize, B, wide, target);
  if (!cut) throw new Error(`webgpu: ${label} does not run in blocks`);
  return cut;
}

function offsetOf(plan: Plan, parameter: string): number {
  const found = plan.parameters.byName.get(parameter);
  if (!found) throw new Error(`scan: no parameter is called ${parameter}`);
  return found.offset;
}
