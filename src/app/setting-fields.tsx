/** The pieces that the training panel is made of: a disclosure that says what is set inside it, and a number of the training with its range. */
import type { ReactNode } from 'react';
import { trainingLimits } from '../model/parse-training';
import type { TrainingSpec } from '../model/training';
import { withTraining } from '../store/edit';
import type { Field } from '../store/settings';
import { NumberField } from './fields';
import { useSession } from './lab-context';

interface SettingGroupProps {
  readonly title: string;
  /** What is set, in a word or two. */
  readonly state: string;
  readonly children: ReactNode;
}

/** Settings that belong together, folded behind a line that names them and says how they are set. */
export function SettingGroup({ title, state, children }: SettingGroupProps): ReactNode {
  return (
    <details className="more">
      <summary>
        {title} <span className="setting-state">{state}</span>
      </summary>
      {children}
    </details>
  );
}

interface SettingProps {
  readonly field: Field;
  readonly label: string;
  readonly about?: string;
  readonly value: number;
  readonly limit: keyof typeof trainingLimits;
  /** The part of the training that the number entered makes. */
  readonly onSet: (value: number) => Partial<TrainingSpec>;
}

/** A number of the training; entering one opens the run that has it. */
export function Setting({ field, label, about, value, limit, onSet }: SettingProps): ReactNode {
  const session = useSession();
  return (
    <NumberField
      field={field}
      label={label}
      value={value}
      rule={trainingLimits[limit]}
      {...(about !== undefined && { about })}
      onCommit={(entered) => {
        session.change(field, (run) => withTraining(run, onSet(entered)));
      }}
    />
  );
}
