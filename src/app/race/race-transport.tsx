/** The race's controls while it runs: start, pause, one update, back to the start; how far it is, on which engine, and what can be taken along. */
import { type ReactNode, useState } from 'react';
import { IconButton } from '../icon-button';
import { useLab } from '../lab-context';
import { useWords } from '../messages/catalogue';
import { linkOfRace } from './race-address';
import { useRace, useRaceState, useRaceWords } from './race-context';
import { hint } from '../../views/hint';

export function RaceTransport(): ReactNode {
  const session = useRace();
  const { session: lab } = useLab();
  const { messages, format } = useWords();
  const words = useRaceWords();
  const running = useRaceState((state) => state.running);
  const open = useRaceState((state) => state.phase === 'open');
  const update = useRaceState((state) => state.update);
  const rate = useRaceState((state) => state.updatesPerSecond);
  const used = useRaceState((state) => state.used);
  const [said, setSaid] = useState('');
  const share = async (): Promise<void> => {
    const address = new URL(linkOfRace(session), location.href).href;
    try {
      await navigator.clipboard.writeText(address);
      setSaid(words.shared);
    } catch {
      window.history.replaceState(null, '', address);
      setSaid(words.notShared);
    }
  };
  return (
    <div className="race-transport" role="group" aria-label={words.transport}>
      <IconButton
        main
        icon={running ? 'pause' : 'play'}
        name={running ? words.pause : words.run}
        disabled={!open}
        onPress={() => {
          // Both at once would share the processor, and the lanes' times would be of that.
          if (!running && lab.status.getState().running) lab.toggleRunning();
          session.toggleRunning();
        }}
      />
      <IconButton icon="step" name={words.step} disabled={!open || running} onPress={session.step} />
      <IconButton icon="reset" name={words.reset} disabled={!open} onPress={session.reset} />
      <p className="clock-value">
        <span>{words.updates}</span>
        <output className="number" data-testid="race-update" data-value={update} aria-live="off">
          {format.whole(update)}
        </output>
      </p>
      <p className="race-engine">
        {used !== null && (
          <>
            <button type="button" className="hint-only" {...hint(messages.engine.reasons[used.reason])}>
              {messages.engine.names[used.name]}
            </button>{' '}
          </>
        )}
        <span data-testid="race-rate">{open ? (running && rate > 0 ? words.rate(format.significant(rate)) : words.standing) : words.opening}</span>
      </p>
      <p className="race-share">
        <button
          type="button"
          className="link-button"
          onClick={() => {
            void share();
          }}
        >
          {words.share}
        </button>
        <span role="status">{said}</span>
      </p>
    </div>
  );
}
