/** The page of tasks: what they are used for, then a card for each, grouped as the menu groups them. */
import { type ReactNode, useEffect } from 'react';
import { type TaskGroup, taskGroups } from '../../tasks/table';
import { GuardedView } from '../guarded-view';
import { useCardsWords } from '../messages/cards/catalogue';
import { useWords } from '../messages/catalogue';
import { useTheme } from '../theme';
import { ApplicationTable } from './application-table';
import TaskCard from './task-card';
import './cards.css';

const groups = Object.keys(taskGroups) as TaskGroup[];

export default function TasksPage(): ReactNode {
  const { messages } = useWords();
  const words = useCardsWords();
  useTheme();
  useScrollToCard();
  return (
    <main className="tasks-page">
      <h2>{words.title}</h2>
      <p className="about">{words.about}</p>
      <GuardedView name={words.applications.title}>
        <ApplicationTable />
      </GuardedView>
      {groups.map((group) => (
        <section key={group} aria-labelledby={`group-${group}`}>
          <h3 id={`group-${group}`}>{messages.experiment.taskGroups[group]}</h3>
          <div className="task-cards">
            {taskGroups[group].map((task) => (
              <GuardedView key={task.name} name={messages.tasks[task.name]?.name ?? task.name}>
                <TaskCard task={task} titled />
              </GuardedView>
            ))}
          </div>
        </section>
      ))}
    </main>
  );
}

/** `#tasks=NAME` leads to that card. */
function useScrollToCard(): void {
  useEffect(() => {
    const scroll = (): void => {
      const name = /^#tasks=(\w+)$/.exec(window.location.hash)?.[1];
      if (name !== undefined) document.getElementById(`task-${name}`)?.scrollIntoView();
    };
    scroll();
    window.addEventListener('hashchange', scroll);
    return () => {
      window.removeEventListener('hashchange', scroll);
    };
  }, []);
}
