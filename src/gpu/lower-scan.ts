/** Scan passes to dispatches: which kernel a cell has, how its rows and units are spread, and what it binds. */
import { InputError } from '../core/errors';
import { gateCount } from '../model/parameters';
import { flattenPasses, type ScanBackwardPass, type ScanPass, type ScanTensors, type Sizes, slotCount } from '../model/passes';
import type { Plan } from '../model/plan';
import { encodePacks, type PackBlock } from './blocks';
import { blocksOf, carryName, copiesName, type Dispatch, packedName, Range, type Scheduled } from './dispatch';
import { chooseStrategy } from './choose-strategy';
import type { Entry } from './kernels';
import { ALIGNMENT, cutChunk, cutScan, ROWS_A_THREAD, type ScanCut, type Target, WIDEST_LAYER } from './tuning';

type ScanFile = 'rnn' | 'lstm' | 'gru' | 'gru_before';

/** vec4s that the backward scan publishes for each lane of a step. */
const published: Readonly<Record<ScanFile, number>> = { rnn: 1, lstm: 4, gru: 3, gru_before: 2 };

export function fileOf({ cell, resetAfter }: ScanTensors): ScanFile {
  return cell === 'gru' && !resetAfter ? 'gru_before' : cell;
}

/** A scan for each recurrent weight that a plan's scans read. */
export function scansByWeight(plan: Plan): ReadonlyMap<string, ScanTensors> {
  const passes = flattenPasses(Object.values(plan.segments).flat());
  return new Map(passes.flatMap((pass) => (pass.kernel === 'scan' || pass.kernel === 'scanBackward' ? [[pass.weightHh, pass] as const] : [])));
}

/** Numbers that a pair of units takes in the packed weight: a vec4 of gates, or one. */
export function packedWidth({ cell }: ScanTensors): number {
  return gateCount[cell] === 1 ? 1 : 4;
}

/** @throws InputError for a layer too wide for the kernels. */
export function lowerScan(pass: ScanPass, capacity: Sizes, target: Target): Scheduled {
  const file = fileOf(pass);
  const cut = cutScan(checkWidth(pass), capacity.B, 0, 1, target);
  const strategy = chooseStrategy(pass, capacity, target);
  return inChunks(pass, capacity, cut, target, {
    label: pass.label,
    variant: {
      entry: `${file}_forward` satisfies Entry,
      constants: {
        ...sharedConstants(pass),
        ...cut,
        KEEP: strategy === 'registers' ? 1 : 0,
        INITIAL: pass.initial ? 1 : 0,
        EDITED: pass.held === null ? 0 : 1,
      },
    },
    ranges: {
      ...sharedRanges(pass),
      weights: packedName(pass.weightHh, 'forward'),
      biasHh: pass.biasHh,
      hidden: pass.hidden,
      handed: Range.spareA,
    },
    workgroups: ({ B }) => rowBlocks(B, cut),
  });
}

/** @throws InputError for a layer too wide for the kernels. */
export function lowerScanBackward(pass: ScanBackwardPass, capacity: Sizes, target: Target): Scheduled {
  const file = fileOf(pass);
  const cut = cutScan(checkWidth(pass), capacity.B, published[file], 0, target);
  const { BUFFERS, ...rest } = cut;
  const strategy = chooseStrategy(pass, capacity, target);
  return inChunks(pass, capacity, cut, target, {
    label: pass.label,
    variant: {
      entry: `${file}_backward` satisfies Entry,
      constants: {
        ...sharedConstants(pass),
        ...rest,
        KEEP: strategy === 'registers' ? 1 : 0,
        // The textbook GRU's backward scan has barriers enough without a second buffer.
        ...(file === 'gru_before' ? {} : { BUFFERS }),
        READS_DHIDDEN: pass.readsDhidden && pass.dhidden !== null ? 1 : 0,
        HAS_DFINAL: pass.dfinal === null ? 0 : 1,
        HAS_DINITIAL: pass.dinitial === null ? 0 : 1,
        RECORD: pass.record ? 1 : 0,
        EDITED: pass.held === null ? 0 : 1,
      },
    },
    ranges: {
      ...sharedRanges(pass),
      weights: packedName(pass.weightHh, 'backward'),
      ...(file === 'gru' || file === 'gru_before' ? { hidden: pass.hidden } : {}),
      dhidden: pass.dhidden ?? Range.spareA,
      dfinal: endsOf(pass),
      ...(file === 'lstm' ? { dcell: pass.dcell ?? Range.spareB } : {}),
    },
    workgroups: ({ B }) => rowBlocks(B, cut),
  });
}

/** The dispatch itself, or as many as the steps of a long sequence need, equal to it bit for bit. */
function inChunks(pass: ScanPass | ScanBackwardPass, capacity: Sizes, cut: ScanCut, target: Target, whole: Dispatch): Scheduled {
  const { steps, cell, hiddenSize } = pass;
  if (steps === 'u') return whole;
  const CHUNK = cutChunk(gateCount[cell], hiddenSize, capacity.B, cut, target);
  if (capacity[steps] <= CHUNK) return whole;
  const { variant, ranges } = whole;
  const carries = pass.kernel === 'scanBackward' && pass.dfinal === null && pass.dinitial === null;
  const dispatch = {
    ...whole,
    variant: { ...variant, constants: { ...variant.constants, CHUNK } },
    ranges: carries ? { ...ranges, dfinal: carryName(pass.label) } : ranges,
  };
  return { backwards: false, over: (sizes) => Math.ceil(sizes[steps] / CHUNK), body: [dispatch] };
}

/** Where each copy begins among all of its kind, and how many elements they take together. Those of a layer's two directions lie side by side. */
export function placeCopies(scans: readonly ScanTensors[]): { readonly places: readonly number[]; readonly length: number } {
  const places: number[] = [];
  let length = 0;
  for (const scan of scans) {
    places.push(length);
    length += Math.ceil((packedWidth(scan) * scan.hiddenSize ** 2) / ALIGNMENT) * ALIGNMENT;
  }
  return { places, length };
}

/** Where the copies of recurrent weights that the scans read lie, as the shaders are told. */
export function listPacks({ parameters }: Plan, scans: readonly ScanTensors[]): readonly PackBlock[] {
  const { places } = placeCopies(scans);
  return scans.map((scan, k): PackBlock => {
    const source = parameters.byName.get(scan.weightHh)?.offset;
    if (source === undefined) throw new Error(`pack: no parameter is called ${scan.weightHh}`);
    return { source, H: scan.hiddenSize, gates: gateCount[scan.cell], slots: packedWidth(scan), to: places[k] };
  });
}

/** The dispatch that writes all copies, none where there are none. */
export function lowerPacks(packs: readonly PackBlock[]): readonly Dispatch[] {
  if (packs.length === 0) return [];
  const workgroups = packs.reduce((sum, { gates, H }) => sum + blocksOf(gates * H * H), 0);
  return [
    {
      label: 'pack recurrent weights',
      variant: { entry: 'pack_recurrent', constants: {} },
      ranges: { parameters: Range.parameters, forward: copiesName('forward'), backward: copiesName('backward') },
      uniforms: { packs: encodePacks(packs) },
      workgroups: () => workgroups,
    },
  ];
}

/** Which steps a pass runs, as the shaders are told. */
export const STEPS_CODES = { T: 0, U: 1, u: 2 } as const;

/** The one range for the gradients that come in at the end and go out at the beginning. @throws Error where these are two. */
export function endsOf({ label, dfinal, dinitial }: ScanBackwardPass): string {
  if (dfinal !== null && dinitial !== null && dfinal !== dinitial) throw new Error(`webgpu: ${label} must have one tensor for dfinal and dinitial`);
  return dinitial ?? dfinal ?? Range.spareC;
}

/** @param vector numbers of an element, 4 where a kernel's tensors are of vec4s. */
export function sharedConstants(pass: ScanTensors, vector = 1): Readonly<Record<string, number>> {
  const { hiddenSize: H, window } = pass;
  const kept = (isLocal: boolean, slots = 1): number => (isLocal ? (slots * H) / vector : 0);
  const constants = {
    H,
    REVERSE: pass.reverse ? 1 : 0,
    STEPS: STEPS_CODES[pass.steps],
    GATES_WINDOW: kept(window !== null, slotCount[pass.cell]),
    HIDDEN_WINDOW: kept(window?.hidden ?? false),
    CELL_WINDOW: kept(window !== null),
  };
  return pass.cell === 'rnn' ? { ...constants, RELU: pass.nonlinearity === 'relu' ? 1 : 0 } : constants;
}

function sharedRanges(pass: ScanTensors): Readonly<Record<string, string>> {
  return {
    lengths: pass.lengths,
    gates: pass.gates,
    held: pass.held ?? Range.spareRead,
    ...(pass.cellState === null ? {} : { cell: pass.cellState }),
  };
}

function rowBlocks(rows: number, { GROUPS }: ScanCut): number {
  return blocksOf(rows, ROWS_A_THREAD * GROUPS);
}

/** @throws InputError for a layer too wide for the kernels. */
export function checkWidth({ hiddenSize }: ScanTensors): number {
  if (hiddenSize > WIDEST_LAYER)
    throw new InputError('encoder.hiddenSizes', `webgpu runs layers of at most ${String(WIDEST_LAYER)} units`, hiddenSize);
  return hiddenSize;
}
