/** Scans forward and backward: the arguments of each cell's kernels. */
import type { Feed } from '../model/executor';
import type { ScanBackwardPass, ScanPass, Sizes } from '../model/passes';
import { resolveSteps } from '../model/resolve';
import { getPointer, type Machine } from './machine';

export function bindScan(machine: Machine, pass: ScanPass, sizes: Sizes): () => void {
  const { kernels, layout } = machine;
  const pointer = (tensor: string | null): number => getPointer(machine, tensor);
  const states = [pointer(pass.gates), pointer(pass.hidden)];
  const held = pointer(pass.held);
  const { first, count } = resolveSteps(pass, sizes);
  const grid = [Number(pass.initial), first, count, sizes.B, pass.hiddenSize, Number(pass.reverse)];
  const rest = [pointer(pass.weightHh), pointer(pass.biasHh), pointer(pass.lengths), ...grid];
  switch (pass.cell) {
    case 'rnn':
      return () => {
        kernels.scanRnn(...states, ...rest, Number(pass.nonlinearity === 'relu'), layout.scratch, held);
      };
    case 'lstm': {
      const cell = pointer(pass.cellState);
      return () => {
        kernels.scanLstm(...states, cell, ...rest, layout.scratch, held);
      };
    }
    case 'gru':
      return () => {
        kernels.scanGru(...states, ...rest, Number(pass.resetAfter), layout.scratch, held);
      };
    default:
      return pass.cell satisfies never;
  }
}

export function bindScanBackward(machine: Machine, pass: ScanBackwardPass, sizes: Sizes): (feed: Feed) => void {
  const { kernels, layout } = machine;
  const pointer = (tensor: string | null): number => getPointer(machine, tensor);
  const states = [pointer(pass.gates), pointer(pass.hidden)];
  const held = pointer(pass.held);
  const reads = Number(pass.readsDhidden && pass.dhidden !== null);
  const records = Number(pass.record && pass.dhidden !== null);
  const upstream = [pointer(pass.weightHh), pointer(pass.lengths), pointer(pass.dhidden), reads, pointer(pass.dfinal), records];
  const { first, count } = resolveSteps(pass, sizes);
  const grid = [pointer(pass.dinitial), first, count, sizes.B, pass.hiddenSize, Number(pass.reverse)];
  switch (pass.cell) {
    case 'rnn':
      return ({ truncate }) => {
        kernels.scanRnnBackward(...states, ...upstream, ...grid, Number(pass.nonlinearity === 'relu'), truncate, layout.scratch, held);
      };
    case 'lstm': {
      const [cell, dcell] = [pointer(pass.cellState), pointer(pass.dcell)];
      return ({ truncate }) => {
        kernels.scanLstmBackward(...states, cell, ...upstream, dcell, ...grid, truncate, layout.scratch, held);
      };
    }
    case 'gru':
      return ({ truncate }) => {
        kernels.scanGruBackward(...states, ...upstream, ...grid, Number(pass.resetAfter), truncate, layout.scratch, held);
      };
    default:
      return pass.cell satisfies never;
  }
}
