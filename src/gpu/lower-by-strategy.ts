/** A scan pass to the dispatches of the strategy that its layer takes. */
import type { ScanBackwardPass, ScanPass } from '../model/passes';
import type { Plan } from '../model/plan';
import { chooseStrategy } from './choose-strategy';
import type { Scheduled } from './dispatch';
import { lowerBlockScan, lowerBlockScanBackward } from './lower-block';
import { checkWidth, lowerScan, lowerScanBackward } from './lower-scan';
import { lowerStep, lowerStepBackward } from './lower-step';
import type { Target } from './tuning';

/** @throws InputError for a layer too wide for the kernels. */
export function lowerByStrategy(plan: Plan, pass: ScanPass | ScanBackwardPass, target: Target): Scheduled {
  const { capacity } = plan.options;
  checkWidth(pass);
  const isForward = pass.kernel === 'scan';
  switch (chooseStrategy(pass, capacity, target)) {
    case 'blocks':
      return isForward ? lowerBlockScan(plan, pass, null, target) : lowerBlockScanBackward(pass, capacity, target);
    case 'steps':
      return isForward ? lowerStep(pass) : lowerStepBackward(pass);
    default:
      return isForward ? lowerScan(pass, capacity, target) : lowerScanBackward(pass, capacity, target);
  }
}
