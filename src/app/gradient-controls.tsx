/** What is done to the gradient before it moves the weights: clipped in size, cut in time; and what clipping does at each update. */
import type { ReactNode } from 'react';
import type { ClipSpec } from '../model/training';
import { withTraining } from '../store/edit';
import { readClipping } from './clipping';
import { Menu, Switch } from './fields';
import { useSession, useSettings, useStepCount, useStream } from './lab-context';
import { useWords } from './messages/catalogue';
import { Setting, SettingGroup } from './setting-fields';

type ClipKind = 'off' | 'norm' | 'value';

const clipKinds: readonly ClipKind[] = ['off', 'norm', 'value'];
/** Steps between cuts where truncation is switched on. */
const FIRST_TRUNCATION = 10;

function kindOf(clip: ClipSpec): ClipKind {
  if (clip === null) return 'off';
  return 'norm' in clip ? 'norm' : 'value';
}

/** The threshold of a kind of clipping; it stays where only the kind changes. */
function makeClip(kind: ClipKind, at: number): ClipSpec {
  if (kind === 'off') return null;
  return kind === 'norm' ? { norm: at } : { value: at };
}

function thresholdOf(clip: ClipSpec): number {
  if (clip === null) return 1;
  return 'norm' in clip ? clip.norm : clip.value;
}

export function GradientControls(): ReactNode {
  const session = useSession();
  const { messages, format } = useWords();
  const { clip, truncate } = useSettings((settings) => settings.run.training);
  const words = messages.training.gradient;
  const kind = kindOf(clip);
  const at = thresholdOf(clip);
  const state = kind === 'off' ? words.clips.off : `${words.clips[kind]} ${format.full(at)}`;
  return (
    <SettingGroup title={words.title} state={truncate === null ? state : `${state}, ${words.truncated(format.whole(truncate))}`}>
      <Menu
        field="clip"
        label={words.clip}
        about={words.clipsAbout[kind]}
        value={kind}
        choices={clipKinds.map((each) => ({ value: each, label: words.clips[each] }))}
        onChoose={(chosen) => {
          session.change('clip', (run) => withTraining(run, { clip: makeClip(chosen, at) }));
        }}
      />
      {kind !== 'off' && (
        <Setting field="clipAt" label={words.clipAt[kind]} value={at} limit="clip" onSet={(entered) => ({ clip: makeClip(kind, entered) })} />
      )}
      <ClippingReadout clip={clip} />
      <Truncation truncate={truncate} />
    </SettingGroup>
  );
}

/** The norm of the last update's gradient as it was found and as the optimizer saw it. */
function ClippingReadout({ clip }: { readonly clip: ClipSpec }): ReactNode {
  const { messages, format } = useWords();
  const norms = useStream((streams) => streams.gradNorms());
  const words = messages.training.gradient;
  const reading = readClipping(norms, clip);
  if (reading === null) return <p className="about">{words.waiting}</p>;
  const { before, after, clipped } = reading;
  return (
    <>
      <p className="field-row" data-testid="norm-before" data-value={before}>
        <span>{words.before}</span>
        <output className="number">{format.significant(before)}</output>
      </p>
      {after !== null && (
        <p className="field-row" data-testid="norm-after" data-value={after}>
          <span>{words.after}</span>
          <output className="number">{format.significant(after)}</output>
        </p>
      )}
      {clipped !== null && <p className="about">{words.clipped(format.whole(clipped), format.whole(norms.length))}</p>}
    </>
  );
}

function Truncation({ truncate }: { readonly truncate: number | null }): ReactNode {
  const session = useSession();
  const { messages, format } = useWords();
  const steps = useStepCount();
  const words = messages.training.gradient;
  return (
    <>
      <Switch
        label={words.truncateOn}
        about={words.truncateAbout}
        on={truncate !== null}
        onSwitch={(on) => {
          session.change('truncate', (run) => withTraining(run, { truncate: on ? FIRST_TRUNCATION : null }));
        }}
      />
      {truncate !== null && (
        <>
          <Setting field="truncate" label={words.truncate} value={truncate} limit="truncate" onSet={(every) => ({ truncate: every })} />
          {truncate >= steps && <p className="about">{words.truncateIdle(format.whole(steps))}</p>}
        </>
      )}
    </>
  );
}
