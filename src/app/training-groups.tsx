/** Every setting of training but the learning rate, folded in groups that say how they are set. */
import type { ReactNode } from 'react';
import { BatchControls } from './batch-controls';
import { GradientControls } from './gradient-controls';
import { OptimizerControls } from './optimizer-controls';
import { ScheduleControls } from './schedule-controls';
import { StartControls } from './start-controls';

export default function TrainingGroups(): ReactNode {
  return (
    <>
      <OptimizerControls />
      <ScheduleControls />
      <GradientControls />
      <StartControls />
      <BatchControls />
    </>
  );
}
