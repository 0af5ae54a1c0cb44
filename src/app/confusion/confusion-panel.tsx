/** Below the stage of a network that names one class a sequence: which was answered where which was asked, counted by the engine. */
import type { ReactNode } from 'react';
import { Panel } from '../../views/panel';
import { usePreferences, useStatus } from '../lab-context';
import { confusionWords } from '../messages/confusion/catalogue';
import { ConfusionTable } from './confusion-table';

export default function ConfusionPanel(): ReactNode {
  const words = confusionWords[usePreferences((each) => each.language)];
  const confusion = useStatus((status) => status.confusion);
  const { outputs } = useStatus((status) => status.symbols);
  if (confusion === null) return null;
  return (
    <section className="confusion" aria-label={words.title} data-testid="confusion">
      <Panel label={words.title}>
        <ConfusionTable confusion={confusion} outputs={outputs} words={words} />
      </Panel>
    </section>
  );
}
