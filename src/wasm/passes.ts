/** Each pass as one call of a kernel, its pointers and sizes resolved beforehand for one size of batch. */
import type { Feed } from '../model/executor';
import { forcingWords } from '../model/forcing';
import type { LossPass, Pass, PickPass, Sizes } from '../model/passes';
import { listRounds, resolveCount, resolveSteps } from '../model/resolve';
import type { LossKind } from '../model/spec';
import type { LossKernel, Kernels } from './kernels';
import { bindAttend, bindAttendBackward, bindAttendKeysBackward, bindHold } from './attention';
import { bindActivate, bindActivateBackward, bindClear, bindDropout, bindJoin, bindJoinBackward, bindKeep, getMatrix } from './layers';
import { getPointer, getSpec, type Machine } from './machine';
import { bindUpdate } from './optimizer';
import { bindProducts } from './products';
import { bindScan, bindScanBackward } from './scans';

export type BoundPass = (feed: Feed) => void;

export function bindPass(machine: Machine, pass: Pass, sizes: Sizes): BoundPass {
  const { kernels, plan } = machine;
  const pointer = (tensor: string | null): number => getPointer(machine, tensor);
  const count = (tensor: string): number => resolveCount(getSpec(plan, tensor).shape, sizes);
  switch (pass.kernel) {
    case 'product':
      return bindProducts(machine, pass, sizes);
    case 'embed': {
      const steps = resolveSteps(pass, sizes);
      const tokens = pointer(pass.tokens) + 4 * steps.first * sizes.B;
      const [table, out] = [getMatrix(machine, pass.table, sizes), getMatrix(machine, pass.out, sizes)];
      return () => {
        kernels.embed(table, tokens, out, steps.count * sizes.B, pass.out.columns, pass.out.stride);
      };
    }
    case 'embedBackward': {
      const [tokens, rows, V] = [pointer(pass.tokens), count(pass.tokens), resolveCount(pass.dtable.rows, sizes)];
      const [dout, dtable] = [getMatrix(machine, pass.dout, sizes), getMatrix(machine, pass.dtable, sizes)];
      return () => {
        kernels.embedBackward(tokens, dout, dtable, rows, V, pass.dout.columns, pass.dout.stride);
      };
    }
    case 'pick':
      return bindPick(machine, pass, sizes);
    case 'dropout':
      return bindDropout(machine, pass, sizes);
    case 'activate':
      return bindActivate(machine, pass, sizes);
    case 'activateBackward':
      return bindActivateBackward(machine, pass, sizes);
    case 'join':
      return bindJoin(machine, pass, sizes);
    case 'joinBackward':
      return bindJoinBackward(machine, pass, sizes);
    case 'scan':
      return bindScan(machine, pass, sizes);
    case 'scanBackward':
      return bindScanBackward(machine, pass, sizes);
    case 'clear':
      return bindClear(machine, pass, sizes);
    case 'attend':
      return bindAttend(machine, pass, sizes);
    case 'hold':
      return bindHold(machine, pass, sizes);
    case 'attendBackward':
      return bindAttendBackward(machine, pass, sizes);
    case 'attendKeysBackward':
      return bindAttendKeysBackward(machine, pass, sizes);
    case 'loop': {
      const rounds = listRounds(pass, sizes).map((round) => pass.body.map((each) => bindPass(machine, each, round)));
      const passes = (pass.backwards ? rounds.toReversed() : rounds).flat();
      return (feed) => {
        for (const run of passes) run(feed);
      };
    }
    case 'loss':
      return bindLoss(machine, pass, sizes);
    case 'copy': {
      const [from, to, numbers] = [pointer(pass.from), pointer(pass.to), count(pass.from)];
      return () => {
        kernels.copy(from, to, numbers);
      };
    }
    case 'keep':
      return bindKeep(machine, pass, sizes);
    case 'update':
      return bindUpdate(machine, pass);
    default:
      return pass satisfies never;
  }
}

function bindPick(machine: Machine, { teacher, logits, tokens, size }: PickPass, { B, u = 0 }: Sizes): BoundPass {
  const at = (tensor: string, rows: number): number => getPointer(machine, tensor) + 4 * rows;
  const numbers = [at(teacher, u * B), at(logits, Math.max(u - 1, 0) * B * size), at(tokens, u * B), u, B, size];
  return (feed) => {
    const { forcingKey, forcingBelow } = forcingWords(feed);
    machine.kernels.pick(...numbers, forcingKey, forcingBelow);
  };
}

function bindLoss(machine: Machine, pass: LossPass, sizes: Sizes): BoundPass {
  const { progress } = machine;
  const kernel = getLossKernel(machine.kernels, pass.loss);
  const tensors = [pass.outputs, pass.targets, pass.doutputs, pass.rowLoss, pass.lengths, pass.weights] as const;
  const [outputs, targets, doutputs, rowLoss, lengths, weights] = tensors.map((tensor) => getPointer(machine, tensor));
  const rows = resolveCount(pass.rows, sizes);
  return ({ lossScale }) => {
    progress.loss = kernel(outputs, targets, doutputs, rowLoss, lengths, weights, rows, sizes.B, pass.size, lossScale);
    progress.lossRan = true;
  };
}

function getLossKernel(kernels: Kernels, loss: LossKind): LossKernel {
  switch (loss) {
    case 'mse':
      return kernels.lossMse;
    case 'bce':
      return kernels.lossBce;
    case 'crossEntropy':
      return kernels.lossCrossEntropy;
    default:
      return loss satisfies never;
  }
}
