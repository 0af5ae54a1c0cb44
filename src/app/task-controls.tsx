/** Which task, how long, and what guessing reaches. */
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { OptionValue } from '../model/run';
import { withOption, withTask } from '../store/edit';
import { dataSources } from '../tasks/data-sources';
import { type TaskGroup, taskGroups } from '../tasks/table';
import type { OptionRule, Rival, Task } from '../tasks/task';
import { Menu, NumberField } from './fields';
import { useLab, useSession, useSettings, useStatus, useTask } from './lab-context';
import { useWords } from './messages/catalogue';

const TaskCard = lazy(() => import('./cards/task-card'));

const groupNames = Object.keys(taskGroups) as TaskGroup[];

/** The slider ends here; the number beside it goes further. */
const slideTo = 100;

export function TaskControls(): ReactNode {
  const session = useSession();
  const { tasks } = useLab();
  const { messages, format } = useWords();
  const task = useTask();
  const options = useSettings((settings) => settings.run.task.options);
  const rules = Object.entries(task.options);
  const rest = rules.slice(1);
  const baseline = useStatus((status) => status.baseline);
  const rival = useStatus((status) => status.rival);
  const source = dataSources[task.name];
  const describeRival = ({ name, metric }: Rival): string =>
    messages.experiment.rival(
      messages.experiment.rivals[name] ?? name,
      messages.lossChart.metrics[task.metric.name],
      format.metric(task.metric.name, metric),
    );
  return (
    <>
      <Menu
        field="task"
        label={messages.experiment.task}
        hideLabel
        value={task.name}
        choices={groupNames.flatMap((group) =>
          taskGroups[group].map(({ name }) => ({
            value: name,
            label: messages.tasks[name]?.name ?? name,
            group: messages.experiment.taskGroups[group],
          })),
        )}
        onChoose={(name) => {
          const chosen = tasks.find((each) => each.name === name);
          if (chosen !== undefined) session.change('task', (run) => withTask(run, chosen));
        }}
      />
      {rules.slice(0, 1).map(([key, rule]) => (
        <OptionField key={`${task.name}.${key}`} task={task} name={key} rule={rule} value={options[key]} />
      ))}
      <p className="about">
        {messages.tasks[task.name]?.about} {messages.experiment.guessing(format.significant(baseline))} {rival !== null && describeRival(rival)}{' '}
        {source !== undefined && messages.experiment.data(source.work, messages.experiment.dataLicences[source.licence] ?? source.licence)}
      </p>
      <AboutTask task={task} />
      {rest.length > 0 && (
        <details className="more">
          <summary>{messages.experiment.moreTask}</summary>
          {rest.map(([key, rule]) => (
            <OptionField key={`${task.name}.${key}`} task={task} name={key} rule={rule} value={options[key]} />
          ))}
        </details>
      )}
    </>
  );
}

/** The task's card, which comes when it is asked for. */
function AboutTask({ task }: { readonly task: Task }): ReactNode {
  const { messages } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <details
      className="more"
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>{messages.experiment.aboutTask}</summary>
      {open && (
        <Suspense>
          <TaskCard key={task.name} task={task} />
        </Suspense>
      )}
    </details>
  );
}

interface OptionFieldProps {
  readonly task: Task;
  readonly name: string;
  readonly rule: OptionRule;
  readonly value: OptionValue;
}

function OptionField({ task, name, rule, value }: OptionFieldProps): ReactNode {
  const session = useSession();
  const { messages } = useWords();
  return (
    <NumberField
      field={`option.${name}`}
      label={messages.options[name] ?? name}
      value={Number(value)}
      rule={rule}
      slideTo={slideTo}
      onCommit={(entered) => {
        session.change(`option.${name}`, (run) => withOption(run, task, name, entered));
      }}
    />
  );
}
