/** What a task measures beside its metric, each as its name and number. */
import type { ReactNode } from 'react';
import type { Measure } from '../tasks/measures';
import { usePreferences, useStatus } from './lab-context';
import { useWords } from './messages/catalogue';
import { measuresWords } from './messages/measures/catalogue';
import type { MeasuresWords } from './messages/measures/en';

interface Props {
  readonly measures: readonly Measure[];
  readonly words: MeasuresWords;
}

export function MeasureList({ measures, words }: Props): ReactNode {
  const { format } = useWords();
  return measures.map(({ name, value }, k) => (
    <span key={name}>
      {k > 0 && ', '}
      {words.names[name]}{' '}
      <data value={String(value ?? Number.NaN)} data-measure={name}>
        {value === null ? '–' : format.measure(name, value)}
      </data>
    </span>
  ));
}

/** Those of the last evaluation; nothing before it, or where the task has none. */
export function LastMeasures(): ReactNode {
  const words = measuresWords[usePreferences((each) => each.language)];
  const { format } = useWords();
  const measured = useStatus((status) => status.measured);
  if (measured === null || measured.measures.length === 0) return null;
  return (
    <p className="about" data-testid="measures" data-update={measured.update}>
      {words.at(format.whole(measured.update))} <MeasureList measures={measured.measures} words={words} />
    </p>
  );
}
