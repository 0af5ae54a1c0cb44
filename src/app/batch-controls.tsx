/** What an update is computed from: how many examples, where they begin, what a decoder reads, and the seed of everything random. */
import type { ReactNode } from 'react';
import { MAX_SEED } from '../model/parse-run';
import { withSeed, withTraining } from '../store/edit';
import { NumberField, Switch } from './fields';
import { useSession, useSettings, useTask } from './lab-context';
import { useWords } from './messages/catalogue';
import { Setting, SettingGroup } from './setting-fields';

export function BatchControls(): ReactNode {
  const session = useSession();
  const { messages, format } = useWords();
  const { batchSize, carryState, teacherForcing } = useSettings((settings) => settings.run.training);
  const decodes = useSettings((settings) => settings.run.model.output.kind === 'decoder');
  const bidirectional = useSettings((settings) => settings.run.model.encoder.bidirectional);
  const continues = useTask().continued !== undefined;
  const seed = useSettings((settings) => settings.run.seed);
  const words = messages.training.batch;
  return (
    <SettingGroup title={words.title} state={`${format.whole(batchSize)}, ${format.full(seed)}`}>
      <Setting
        field="batchSize"
        label={words.size}
        about={words.sizeAbout}
        value={batchSize}
        limit="batchSize"
        onSet={(size) => ({ batchSize: size })}
      />
      {continues && !decodes && (
        <Switch
          label={words.carryState}
          about={bidirectional ? words.carryStateBarred : words.carryStateAbout}
          on={carryState}
          barred={bidirectional}
          onSwitch={(on) => {
            session.change('carryState', (run) => withTraining(run, { carryState: on }));
          }}
        />
      )}
      {decodes && (
        <Setting
          field="teacherForcing"
          label={words.teacherForcing}
          about={words.teacherForcingAbout}
          value={teacherForcing}
          limit="teacherForcing"
          onSet={(probability) => ({ teacherForcing: probability })}
        />
      )}
      <NumberField
        field="seed"
        label={words.seed}
        about={words.seedAbout}
        value={seed}
        rule={{ type: 'integer', min: 0, max: MAX_SEED }}
        onCommit={(chosen) => {
          session.change('seed', (run) => withSeed(run, chosen));
        }}
      />
    </SettingGroup>
  );
}
