/** How the network is trained: the learning rate at once, every other setting in groups that come after the first picture. */
import { lazy, type ReactNode, Suspense } from 'react';
import { useSettings } from './lab-context';
import { useWords } from './messages/catalogue';
import { Setting } from './setting-fields';

const TrainingGroups = lazy(() => import('./training-groups'));

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
      <Suspense>
        <TrainingGroups />
      </Suspense>
    </>
  );
}
