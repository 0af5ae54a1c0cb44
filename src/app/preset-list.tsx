/** Opens a run by name, or takes a named network's architecture for the task at hand; each with the number of its parameters. */
import { type ReactNode, useMemo } from 'react';
import { layoutParameters } from '../model/parameters';
import { type Preset, presets } from '../model/presets';
import { withArchitecture } from '../store/edit';
import { type WholeRunName, wholeRunNames, wholeRuns } from '../store/whole-runs';
import { usePreferences, useSession, useSettings } from './lab-context';
import { useWords } from './messages/catalogue';
import { presetWords } from './messages/presets/catalogue';
import type { PresetsWords } from './messages/presets/en';
import { WhatIfLinks } from './what-if/what-if-links';
import { RaceLinks } from './race/race-links';

function usePresetWords(): PresetsWords {
  return presetWords[usePreferences((each) => each.language)];
}

export function PresetList({ onDone }: { readonly onDone: () => void }): ReactNode {
  const words = usePresetWords();
  return (
    <>
      <section aria-label={words.runsTitle}>
        <h3>{words.runsTitle}</h3>
        <p className="about">{words.runsAbout}</p>
        <ul className="preset-list">
          {wholeRunNames.map((name) => (
            <WholeRun key={name} name={name} onDone={onDone} />
          ))}
        </ul>
      </section>
      <RaceLinks onOpen={onDone} />
      <WhatIfLinks onOpen={onDone} />
      <Networks onDone={onDone} />
    </>
  );
}

function WholeRun({ name, onDone }: { readonly name: WholeRunName; readonly onDone: () => void }): ReactNode {
  const session = useSession();
  const { format } = useWords();
  const words = usePresetWords();
  const run = useMemo(() => wholeRuns[name](), [name]);
  const { count } = layoutParameters(run.model);
  return (
    <li>
      <button
        type="button"
        className="preset"
        data-preset={name}
        onClick={() => {
          session.open({ run, example: 0 });
          onDone();
        }}
      >
        <b>{words.runs[name].name}</b>
        <span className="about">{words.runs[name].about}</span>
        <span className="number">{words.parameters(format.whole(count))}</span>
      </button>
    </li>
  );
}

function Networks({ onDone }: { readonly onDone: () => void }): ReactNode {
  const words = usePresetWords();
  const decodes = useSettings((settings) => settings.run.model.output.kind === 'decoder');
  return (
    <section aria-label={words.networksTitle}>
      <h3>{words.networksTitle}</h3>
      <p className="about">
        {words.networksAbout} {decodes && words.decoderAbout}
      </p>
      <ul className="preset-list">
        {presets.map((preset) => (
          <Network key={preset.name} preset={preset} onDone={onDone} />
        ))}
      </ul>
    </section>
  );
}

function Network({ preset, onDone }: { readonly preset: Preset; readonly onDone: () => void }): ReactNode {
  const session = useSession();
  const { format } = useWords();
  const words = usePresetWords();
  const run = useSettings((settings) => settings.run);
  const count = useMemo(() => layoutParameters(withArchitecture(run, preset.model).model).count, [run, preset]);
  const named = words.networks[preset.name];
  return (
    <li>
      <button
        type="button"
        className="preset"
        data-network={preset.name}
        onClick={() => {
          session.change('cell', (now) => withArchitecture(now, preset.model));
          onDone();
        }}
      >
        <b>{named?.name ?? preset.name}</b>
        <span className="about">{named?.about}</span>
        <span>{words.known(format.whole(preset.parameterCount), format.whole(preset.kerasParameterCount))}</span>
        <span>{words.here(format.whole(count))}</span>
      </button>
    </li>
  );
}
