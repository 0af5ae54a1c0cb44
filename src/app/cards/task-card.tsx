/** A task's card: what it asks and how it is learned, computed as soon as the card is near the screen, and the link that opens it. */
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { firstRunOf } from '../../store/first-runs';
import type { Task } from '../../tasks/task';
import { useCardsWords } from '../messages/cards/catalogue';
import { useWords } from '../messages/catalogue';
import { useTheme } from '../theme';
import { addressOfRun } from './address';
import { CardFacts } from './card-facts';
import { useFacts } from './use-facts';
import './cards.css';

/** @param titled with the task's name above, as a section of its own */
export default function TaskCard({ task, titled = false }: { readonly task: Task; readonly titled?: boolean }): ReactNode {
  const card = useRef<HTMLDivElement>(null);
  const words = useCardsWords();
  const { messages } = useWords();
  const first = useMemo(() => firstRunOf(task), [task]);
  const facts = useFacts(task, first.run, useNear(card));
  const name = messages.tasks[task.name]?.name ?? task.name;
  return (
    <div ref={card} className="task-card" id={titled ? `task-${task.name}` : undefined} data-task={task.name} data-facts={facts.kind}>
      <div className="card-head">
        {titled && <h4>{name}</h4>}
        <a className="card-open" href={addressOfRun(first.run)} aria-label={words.card.openTask(name)}>
          {words.card.open}
        </a>
      </div>
      <CardFacts task={task} first={first} facts={facts} words={words} theme={useTheme()} />
    </div>
  );
}

/** Whether an element has been on the screen, or nearly so. */
function useNear(element: React.RefObject<Element | null>): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        setNear(true);
        observer.disconnect();
      },
      { rootMargin: '200px' },
    );
    observer.observe(element.current);
    return () => {
      observer.disconnect();
    };
  }, [element]);
  return near;
}
