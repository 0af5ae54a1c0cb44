/** Scans forward and backward: the arguments of each cell's kernels. */
import type { Feed } from '../model/executor';
import { type ScanBackwardPass, type ScanPass, type ScanTensors, type Sizes, slotCount } from '../model/passes';
import { resolveSteps } from '../model/resolve';
import { getPointer, type Machine } from './machine';

export function bindScan(machine: Machine, pass: ScanPass, sizes: Sizes): () => void {
  const { kernels, layout } = machine;
  const pointer = (tensor: string | null): number => getPointer(machine, tensor);
  const states = statesOf(machine, pass, sizes);
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
      return () => {
        kernels.scanLstm(...states, ...rest, layout.scratch, held);
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
  const states = statesOf(machine, pass, sizes);
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
      const dcell = pointer(pass.dcell);
      return ({ truncate }) => {
        kernels.scanLstmBackward(...states, ...upstream, dcell, ...grid, truncate, layout.scratch, held);
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

/** Gates, h and, of an lstm, c. The kernels count steps from the sequence's first: what holds a window alone begins as far before its first byte. */
function statesOf(machine: Machine, { cell, hiddenSize, window, gates, hidden, cellState }: ScanTensors, sizes: Sizes): readonly number[] {
  const before = window === null ? 0 : 4 * (sizes.window?.first ?? 0) * sizes.B * hiddenSize;
  return [
    getPointer(machine, gates) - before * slotCount[cell],
    getPointer(machine, hidden) - (window?.hidden === true ? before : 0),
    ...(cellState === null ? [] : [getPointer(machine, cellState) - before]),
  ];
}
