/** The optimizer and those of its numbers that its rule reads. */
import type { ReactNode } from 'react';
import { type OptimizerSpec, readByOptimizer } from '../model/training';
import { withOptimizer } from '../store/edit';
import { Menu } from './fields';
import { useSession, useSettings } from './lab-context';
import { useWords } from './messages/catalogue';
import { Setting, SettingGroup } from './setting-fields';

const kinds: readonly OptimizerSpec['kind'][] = ['sgd', 'rmsprop', 'adam', 'adamw'];

export function OptimizerControls(): ReactNode {
  const session = useSession();
  const { messages } = useWords();
  const { optimizer } = useSettings((settings) => settings.run.training);
  const words = messages.training.optimizer;
  return (
    <SettingGroup title={words.title} state={words.kinds[optimizer.kind]}>
      <Menu
        field="optimizer"
        label={words.rule}
        about={words.kindsAbout[optimizer.kind]}
        value={optimizer.kind}
        choices={kinds.map((kind) => ({ value: kind, label: words.kinds[kind] }))}
        onChoose={(kind) => {
          session.change('optimizer', (run) => withOptimizer(run, { kind }));
        }}
      />
      {readByOptimizer[optimizer.kind].map((key) =>
        key === 'betas' ? (
          <Betas key={key} optimizer={optimizer} />
        ) : (
          <Setting
            key={key}
            field={key}
            label={words[key]}
            about={words[`${key}About`]}
            value={optimizer[key]}
            limit={key}
            onSet={(value) => ({ optimizer: { ...optimizer, [key]: value } })}
          />
        ),
      )}
    </SettingGroup>
  );
}

/** Adam's two averages: of the gradient, and of its square. */
function Betas({ optimizer }: { readonly optimizer: OptimizerSpec }): ReactNode {
  const { messages } = useWords();
  const words = messages.training.optimizer;
  const [first, second] = optimizer.betas;
  return (
    <>
      <Setting
        field="beta1"
        label={words.beta1}
        about={words.beta1About}
        value={first}
        limit="beta"
        onSet={(beta) => ({ optimizer: { ...optimizer, betas: [beta, second] } })}
      />
      <Setting
        field="beta2"
        label={words.beta2}
        about={words.beta2About}
        value={second}
        limit="beta"
        onSet={(beta) => ({ optimizer: { ...optimizer, betas: [first, beta] } })}
      />
    </>
  );
}
