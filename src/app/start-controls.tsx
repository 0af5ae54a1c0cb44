/** Which weights a run begins with: how they are drawn, and what is set on top. */
import type { ReactNode } from 'react';
import { fitsCell } from '../model/parse-training';
import type { InitialisationSpec } from '../model/training';
import { withInitialisation } from '../store/edit';
import { Menu, Switch } from './fields';
import { useSession, useSettings, useStepCount } from './lab-context';
import { useWords } from './messages/catalogue';
import { Setting, SettingGroup } from './setting-fields';

type Kind = InitialisationSpec['kind'];

const kinds: readonly Kind[] = ['pytorch', 'glorotOrthogonal', 'identity', 'chrono'];

export function StartControls(): ReactNode {
  const session = useSession();
  const { messages } = useWords();
  const cell = useSettings((settings) => settings.run.model.encoder.cell);
  const { initialisation } = useSettings((settings) => settings.run.training);
  const steps = useStepCount();
  const words = messages.training.start;
  const { kind } = initialisation;
  return (
    <SettingGroup title={words.title} state={words.kinds[kind]}>
      <Menu
        field="initialisation"
        label={words.kind}
        about={`${words.kindsAbout[kind]} ${cell === 'rnn' ? words.only.rnn : words.only.gated}`}
        value={kind}
        choices={kinds.filter((each) => fitsCell(each, cell)).map((each) => ({ value: each, label: words.kinds[each] }))}
        onChoose={(chosen) => {
          session.change('initialisation', (run) => withInitialisation(run, drawAs(chosen, run.training.initialisation, steps)));
        }}
      />
      {initialisation.kind === 'chrono' && (
        <Setting
          field="maxLag"
          label={words.maxLag}
          about={words.maxLagAbout}
          value={initialisation.maxLag}
          limit="maxLag"
          onSet={(maxLag) => ({ initialisation: { ...initialisation, maxLag } })}
        />
      )}
      {cell === 'lstm' && <SetOnTop name="forgetBias" initialisation={initialisation} />}
      <SetOnTop name="spectralRadius" initialisation={initialisation} />
    </SettingGroup>
  );
}

/** Another way of drawing, with what was set on top of the one before. */
function drawAs(kind: Kind, { forgetBias, spectralRadius }: InitialisationSpec, steps: number): InitialisationSpec {
  const onTop = { ...(forgetBias !== undefined && { forgetBias }), ...(spectralRadius !== undefined && { spectralRadius }) };
  return kind === 'chrono' ? { kind, maxLag: Math.max(2, steps), ...onTop } : { kind, ...onTop };
}

interface SetOnTopProps {
  readonly name: 'forgetBias' | 'spectralRadius';
  readonly initialisation: InitialisationSpec;
}

/** A number that is set after drawing, or left as it was drawn. */
function SetOnTop({ name, initialisation }: SetOnTopProps): ReactNode {
  const session = useSession();
  const { messages } = useWords();
  const words = messages.training.start;
  const value = initialisation[name];
  return (
    <>
      <Switch
        label={words[`${name}On`]}
        about={words[`${name}About`]}
        on={value !== undefined}
        onSwitch={(on) => {
          session.change(name, (run) => withInitialisation(run, { ...run.training.initialisation, [name]: on ? 1 : undefined }));
        }}
      />
      {value !== undefined && (
        <Setting
          field={name}
          label={words[name]}
          value={value}
          limit={name}
          onSet={(entered) => ({ initialisation: { ...initialisation, [name]: entered } })}
        />
      )}
    </>
  );
}
