/** What recurrent networks are used for, each use with its task here, its network, and a link that opens it. */
import { Fragment, type ReactNode } from 'react';
import { firstRunOf } from '../../store/first-runs';
import { useLab } from '../lab-context';
import { useCardsWords } from '../messages/cards/catalogue';
import { useWords } from '../messages/catalogue';
import { addressOfRun } from './address';
import { type Application, applications, type Field } from './applications';
import { nameNetwork } from './network-name';

const fields = Object.keys(applications) as Field[];

export function ApplicationTable(): ReactNode {
  const words = useCardsWords();
  const said = words.applications;
  return (
    <section aria-labelledby="applications">
      <h3 id="applications">{said.title}</h3>
      <p className="about">{said.about}</p>
      <div className="applications-scroll" tabIndex={0} role="region" aria-labelledby="applications">
        <table className="applications">
          <thead>
            <tr>
              <th scope="col">{said.use}</th>
              <th scope="col">{said.tasks}</th>
              <th scope="col">{said.network}</th>
              <th scope="col">{words.card.open}</th>
            </tr>
          </thead>
          {fields.map((field) => (
            <tbody key={field}>
              <tr>
                <th scope="rowgroup" colSpan={4}>
                  {said.fields[field]}
                </th>
              </tr>
              {Object.entries(applications[field]).map(([use, tasks]: [string, readonly string[]]) => (
                <Fragment key={use}>
                  {tasks.map((task, k) => (
                    <Row key={task} use={k === 0 ? (use as Application) : null} task={task} />
                  ))}
                </Fragment>
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </section>
  );
}

function Row({ use, task: name }: { readonly use: Application | null; readonly task: string }): ReactNode {
  const { tasks } = useLab();
  const { messages } = useWords();
  const words = useCardsWords();
  const task = tasks.find((each) => each.name === name);
  if (task === undefined) throw new Error(`application: its task must be in the table of tasks, got ${name}`);
  const { run } = firstRunOf(task);
  const title = messages.tasks[name]?.name ?? name;
  return (
    <tr data-application={use ?? undefined}>
      <td>{use !== null && words.applications.names[use]}</td>
      <td>
        <a href={`#tasks=${name}`}>{title}</a>
      </td>
      <td>{nameNetwork(run.model, words, messages)}</td>
      <td>
        <a className="card-open" href={addressOfRun(run)} aria-label={words.card.openTask(title)}>
          {words.card.open}
        </a>
      </td>
    </tr>
  );
}
