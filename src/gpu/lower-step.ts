/** Scan passes to a dispatch a step, the product with the cell in its epilogue: for layers too wide to stream their weights at every step. */
import type { ScanBackwardPass, ScanPass } from '../model/passes';
import { blocksOf, carryName, type Dispatch, type DispatchLoop, packedName, Range } from './dispatch';
import { endsOf, sharedConstants } from './lower-scan';
import { cutStep, ROWS_A_THREAD } from './tuning';

export function lowerStep(pass: ScanPass): DispatchLoop {
  const dispatch = lowerOne(pass, `${pass.cell}_step_forward`, {
    constants: { INITIAL: pass.initial ? 1 : 0 },
    ranges: { weights: packedName(pass.weightHh, 'forward'), biasHh: pass.biasHh, hidden: pass.hidden },
  });
  return loopOf(pass, 0, dispatch);
}

export function lowerStepBackward(pass: ScanBackwardPass): DispatchLoop {
  const dispatch = lowerOne(pass, `${pass.cell}_step_backward`, {
    constants: {
      READS_DHIDDEN: pass.readsDhidden && pass.dhidden !== null ? 1 : 0,
      HAS_DFINAL: pass.dfinal === null ? 0 : 1,
      HAS_DINITIAL: pass.dinitial === null ? 0 : 1,
      RECORD: pass.record ? 1 : 0,
    },
    ranges: {
      weights: packedName(pass.weightHh, 'backward'),
      ...(pass.cell === 'gru' ? { hidden: pass.hidden } : {}),
      dhidden: pass.dhidden ?? Range.spareA,
      dfinal: pass.dfinal === null && pass.dinitial === null ? carryName(pass.label) : endsOf(pass),
      ...(pass.cell === 'lstm' ? { dcell: pass.dcell ?? Range.spareB } : {}),
    },
  });
  return loopOf(pass, pass.dinitial === null ? 0 : 1, dispatch);
}

function lowerOne(
  pass: ScanPass | ScanBackwardPass,
  entry: Dispatch['variant']['entry'],
  own: { readonly constants: Readonly<Record<string, number>>; readonly ranges: Readonly<Record<string, string>> },
): Dispatch {
  const cut = cutStep(pass.hiddenSize);
  return {
    label: pass.label,
    variant: { entry, constants: { ...sharedConstants(pass), ...cut, ...own.constants } },
    ranges: { lengths: pass.lengths, gates: pass.gates, ...(pass.cellState === null ? {} : { cell: pass.cellState }), ...own.ranges },
    workgroups: ({ B }) => Math.ceil(pass.hiddenSize / cut.LANES) * blocksOf(B, ROWS_A_THREAD * cut.GROUPS),
  };
}

/** As many dispatches as steps, and `more`. @throws Error for a pass that is a step of a loop already. */
function loopOf({ label, steps }: ScanPass | ScanBackwardPass, more: number, dispatch: Dispatch): DispatchLoop {
  if (steps === 'u') throw new Error(`webgpu: ${label} is one step already`);
  return { backwards: false, over: (sizes) => sizes[steps] + more, body: [dispatch] };
}
