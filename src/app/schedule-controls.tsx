/** How the learning rate changes from update to update, and what it is for the next one. */
import type { ReactNode } from 'react';
import { learningRateAt, type ScheduleSpec } from '../model/training';
import { withTraining } from '../store/edit';
import { Menu } from './fields';
import { useSession, useSettings, useStatus } from './lab-context';
import { useWords } from './messages/catalogue';
import { Setting, SettingGroup } from './setting-fields';

/** Where each schedule begins: a few hundred updates, as a small network needs. */
const beginnings: Readonly<Record<ScheduleSpec['kind'], ScheduleSpec>> = {
  constant: { kind: 'constant' },
  step: { kind: 'step', every: 500, factor: 0.5 },
  cosine: { kind: 'cosine', steps: 2000, floor: 0 },
  warmup: { kind: 'warmup', steps: 200 },
};
const kinds: readonly ScheduleSpec['kind'][] = ['constant', 'step', 'cosine', 'warmup'];

export function ScheduleControls(): ReactNode {
  const session = useSession();
  const { messages } = useWords();
  const { schedule } = useSettings((settings) => settings.run.training);
  const words = messages.training.schedule;
  return (
    <SettingGroup title={words.title} state={words.kinds[schedule.kind]}>
      <Menu
        field="schedule"
        label={words.kind}
        about={words.kindsAbout[schedule.kind]}
        value={schedule.kind}
        choices={kinds.map((kind) => ({ value: kind, label: words.kinds[kind] }))}
        onChoose={(kind) => {
          session.change('schedule', (run) => withTraining(run, { schedule: beginnings[kind] }));
        }}
      />
      <ScheduleNumbers schedule={schedule} />
      {schedule.kind !== 'constant' && <RateNow />}
    </SettingGroup>
  );
}

function ScheduleNumbers({ schedule }: { readonly schedule: ScheduleSpec }): ReactNode {
  const { messages } = useWords();
  const words = messages.training.schedule;
  switch (schedule.kind) {
    case 'constant':
      return null;
    case 'step':
      return (
        <>
          <Setting field="every" label={words.every} value={schedule.every} limit="every" onSet={(every) => ({ schedule: { ...schedule, every } })} />
          <Setting
            field="factor"
            label={words.factor}
            value={schedule.factor}
            limit="factor"
            onSet={(factor) => ({ schedule: { ...schedule, factor } })}
          />
        </>
      );
    case 'cosine':
      return (
        <>
          <Setting
            field="steps"
            label={words.steps.cosine}
            value={schedule.steps}
            limit="steps"
            onSet={(steps) => ({ schedule: { ...schedule, steps } })}
          />
          <Setting field="floor" label={words.floor} value={schedule.floor} limit="floor" onSet={(floor) => ({ schedule: { ...schedule, floor } })} />
        </>
      );
    case 'warmup':
      return (
        <Setting
          field="steps"
          label={words.steps.warmup}
          value={schedule.steps}
          limit="steps"
          onSet={(steps) => ({ schedule: { ...schedule, steps } })}
        />
      );
    default:
      return schedule satisfies never;
  }
}

/** What the schedule makes of the learning rate for the update that comes next. */
function RateNow(): ReactNode {
  const { messages, format } = useWords();
  const training = useSettings((settings) => settings.run.training);
  const next = useStatus((status) => status.update) + 1;
  const rate = learningRateAt(training, next);
  return (
    <p className="about" data-testid="rate-now" data-value={rate}>
      {messages.training.schedule.now(format.whole(next), format.significant(rate))}
    </p>
  );
}
