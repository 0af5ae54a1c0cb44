/**
 * A piece of the page that is drawn whole in its turn: it goes on showing the snapshot before until then, and while it is out of view altogether.
 * A change within the same snapshot is drawn at once; what follows the cursor by itself does so while it is in view.
 */
import { createContext, type ReactNode, use, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { createHeld } from '../held';
import { SightContext } from './sight';
import type { Turns } from './turns';
import './turn.css';

/** null: everything is drawn at once, as where nothing trains. */
const TurnsContext = createContext<Turns | null>(null);
export const TurnsProvider = TurnsContext;

/** true: what is out of view takes its turn too, as where nothing trains. */
const EverywhereContext = createContext(false);
export const EverywhereProvider = EverywhereContext;

interface Props {
  /** What the children are a picture of. */
  readonly of: unknown;
  /** The update that they show, which the element then says. */
  readonly update?: number;
  /** It takes its turn out of view too: little to draw, and what it says is followed by those who hear it. */
  readonly always?: boolean;
  /** Nothing is drawn before its first turn. */
  readonly later?: boolean;
  readonly children: ReactNode;
}

export function Turn({ of, update, always = false, later = false, children }: Props): ReactNode {
  const turns = use(TurnsContext);
  const everywhere = use(EverywhereContext);
  const ref = useRef<HTMLDivElement>(null);
  const [isSeen, setIsSeen] = useState(true);
  const [sight] = useState(() => createHeld(true));
  const inView = always || everywhere || isSeen;
  const [shown, setShown] = useState<Omit<Props, 'always' | 'later'>>(
    later && turns !== null ? { of: null, children: null } : { of, update, children },
  );
  const atOnce = turns === null || (inView && shown.of === of);
  if (atOnce && (shown.of !== of || shown.children !== children)) setShown({ of, update, children });
  useEffect(() => {
    if (turns === null || ref.current === null) return;
    const element = ref.current;
    const stop = turns.watch(element, setIsSeen);
    return () => {
      stop();
      turns.withdraw(element);
    };
  }, [turns]);
  useLayoutEffect(() => {
    if (turns === null || ref.current === null) return;
    if (atOnce || !inView) turns.withdraw(ref.current);
    else {
      turns.ask(ref.current, () => {
        flushSync(() => {
          setShown({ of, update, children });
        });
      });
    }
  }, [turns, atOnce, inView, of, update, children]);
  useLayoutEffect(() => {
    sight.setState(turns === null || inView);
  }, [sight, turns, inView]);
  return (
    <div ref={ref} className={turns === null || everywhere ? 'turn' : 'turn turn-taken'} data-update={shown.update}>
      <SightContext value={sight}>{shown.children}</SightContext>
    </div>
  );
}
