/** How the network is trained: the learning rate at once, every other setting folded in groups that say how they are set. */
import type { ReactNode } from 'react';
import { BatchControls } from './batch-controls';
import { GradientControls } from './gradient-controls';
import { useSettings } from './lab-context';
import { useWords } from './messages/catalogue';
import { OptimizerControls } from './optimizer-controls';
import { ScheduleControls } from './schedule-controls';
import { Setting } from './setting-fields';
import { StartControls } from './start-controls';

export function TrainingControls(): ReactNode {
  const { messages } = useWords();
  const { optimizer } = useSettings((settings) => settings.run.training);
  const words = messages.training;
  return (
    <>
      <Setting
        field="learningRate"
        label={words.learningRate}
        about={words.learningRateAbout}
        value={optimizer.learningRate}
        limit="learningRate"
        onSet={(learningRate) => ({ optimizer: { ...optimizer, learningRate } })}
      />
      <OptimizerControls />
      <ScheduleControls />
      <GradientControls />
      <StartControls />
      <BatchControls />
    </>
  );
}
