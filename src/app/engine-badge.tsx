/**
 * Which engine computes, on what, how fast, and why that one; and the choice of another. That opens as the browser's own popover, which stands above all,
 * closes at Escape and at a click beside it, and gives the focus back.
 */
import { type ReactNode, useId } from 'react';
import type { EngineChoice } from '../store/settings';
import { Menu } from './fields';
import { useSession, useSettings, useStatus } from './lab-context';
import { useWords } from './messages/catalogue';
import { hint } from '../views/hint';

const choices: readonly EngineChoice[] = ['auto', 'webgpu', 'wasm', 'reference'];

export function EngineBadge(): ReactNode {
  const id = useId();
  const session = useSession();
  const { messages, format } = useWords();
  const engine = useStatus((status) => status.engine);
  const chosen = useSettings((settings) => settings.engine);
  const words = messages.engine;
  const rates = engine?.rates;
  return (
    <div className="badge" data-testid="badge" data-engine={engine?.name} data-reason={engine?.reason}>
      <button type="button" className="badge-button" {...hint(words.label)} popoverTarget={id}>
        <span className={engine === null ? 'badge-light' : 'badge-light badge-light-on'} />
        <span className="number">{engine === null ? words.starting : <BadgeText />}</span>
      </button>
      <div className="badge-more" id={id} popover="auto">
        {engine !== null && <p>{words.reasons[engine.reason]}</p>}
        {rates && <p className="number">{words.measured(format.significant(rates.webgpu), format.significant(rates.wasm))}</p>}
        <Menu
          field="engine"
          label={words.choose}
          value={chosen}
          choices={choices.map((choice) => ({ value: choice, label: choice === 'auto' ? words.auto : words.names[choice] }))}
          onChoose={session.chooseEngine}
        />
        <p className="about">{words.difference}</p>
      </div>
    </div>
  );
}

function BadgeText(): ReactNode {
  const { messages, format } = useWords();
  const engine = useStatus((status) => status.engine);
  const rate = useStatus((status) => (status.running ? status.updatesPerSecond : 0));
  if (engine === null) return null;
  const adapter = engine.software ? `${engine.adapter} (${messages.engine.software})` : engine.adapter;
  const parts = [messages.engine.names[engine.name], adapter, rate > 0 ? messages.engine.rate(format.whole(rate)) : messages.engine.paused];
  return (
    <data value={rate} data-testid="rate">
      {parts.filter((part) => part !== '').join(' · ')}
    </data>
  );
}
