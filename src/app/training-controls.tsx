/** How the network is trained: the learning rate, and the rest behind disclosure. */
import type { ReactNode } from 'react';
import { MAX_SEED } from '../model/parse-run';
import { MAX_LEARNING_RATE } from '../model/parse-training';
import type { OptimizerSpec } from '../model/training';
import { withOptimizer, withSeed, withTraining } from '../store/edit';
import { Menu, NumberField, Switch } from './fields';
import { useSession, useSettings } from './lab-context';
import { useWords } from './messages/catalogue';

export function TrainingControls(): ReactNode {
  const session = useSession();
  const { messages } = useWords();
  const { optimizer } = useSettings((settings) => settings.run.training);
  const words = messages.experiment;
  return (
    <>
      <NumberField
        field="learningRate"
        label={words.learningRate}
        value={optimizer.learningRate}
        rule={{ type: 'number', min: 0, max: MAX_LEARNING_RATE }}
        onCommit={(learningRate) => {
          session.change('learningRate', (run) => withOptimizer(run, { learningRate }));
        }}
      />
      <details className="more">
        <summary>{words.moreTraining}</summary>
        <OptimizerControls optimizer={optimizer} />
        <ForgetBias />
        <BatchControls />
      </details>
    </>
  );
}

function OptimizerControls({ optimizer }: { readonly optimizer: OptimizerSpec }): ReactNode {
  const session = useSession();
  const { messages } = useWords();
  const words = messages.experiment;
  const kinds: readonly OptimizerSpec['kind'][] = ['sgd', 'rmsprop', 'adam', 'adamw'];
  const hasMomentum = optimizer.kind === 'sgd' || optimizer.kind === 'rmsprop';
  return (
    <>
      <Menu
        field="optimizer"
        label={words.optimizer}
        value={optimizer.kind}
        choices={kinds.map((kind) => ({ value: kind, label: words.optimizers[kind] }))}
        onChoose={(kind) => {
          session.change('optimizer', (run) => withOptimizer(run, { kind }));
        }}
      />
      {hasMomentum && (
        <NumberField
          field="momentum"
          label={words.momentum}
          value={optimizer.momentum}
          rule={{ type: 'number', min: 0, max: 1 }}
          onCommit={(momentum) => {
            session.change('momentum', (run) => withOptimizer(run, { momentum }));
          }}
        />
      )}
      <NumberField
        field="weightDecay"
        label={words.weightDecay}
        value={optimizer.weightDecay}
        rule={{ type: 'number', min: 0, max: 1 }}
        onCommit={(weightDecay) => {
          session.change('weightDecay', (run) => withOptimizer(run, { weightDecay }));
        }}
      />
    </>
  );
}

/** An LSTM's forget gates may start open, or as PyTorch draws them. */
function ForgetBias(): ReactNode {
  const session = useSession();
  const { messages } = useWords();
  const cell = useSettings((settings) => settings.run.model.encoder.cell);
  const { forgetBias } = useSettings((settings) => settings.run.training.initialisation);
  if (cell !== 'lstm') return null;
  const setBias = (bias: number | undefined): void => {
    session.change('forgetBias', (run) => withTraining(run, { initialisation: { ...run.training.initialisation, forgetBias: bias } }));
  };
  return (
    <>
      <Switch
        label={messages.experiment.forgetBiasOn}
        on={forgetBias !== undefined}
        onSwitch={(on) => {
          setBias(on ? 1 : undefined);
        }}
      />
      {forgetBias !== undefined && (
        <NumberField
          field="forgetBias"
          label={messages.experiment.forgetBias}
          value={forgetBias}
          rule={{ type: 'number', min: -100, max: 100 }}
          onCommit={setBias}
        />
      )}
    </>
  );
}

function BatchControls(): ReactNode {
  const session = useSession();
  const { messages } = useWords();
  const { batchSize, clip } = useSettings((settings) => settings.run.training);
  const seed = useSettings((settings) => settings.run.seed);
  const words = messages.experiment;
  return (
    <>
      <Switch
        label={words.clipOn}
        on={clip !== null}
        onSwitch={(on) => {
          session.change('clip', (run) => withTraining(run, { clip: on ? { norm: 1 } : null }));
        }}
      />
      {clip !== null && 'norm' in clip && (
        <NumberField
          field="clip"
          label={words.clip}
          value={clip.norm}
          rule={{ type: 'number', min: Number.MIN_VALUE, max: 1_000_000 }}
          onCommit={(norm) => {
            session.change('clip', (run) => withTraining(run, { clip: { norm } }));
          }}
        />
      )}
      <NumberField
        field="batchSize"
        label={words.batchSize}
        value={batchSize}
        rule={{ type: 'integer', min: 1, max: 4096 }}
        onCommit={(size) => {
          session.change('batchSize', (run) => withTraining(run, { batchSize: size }));
        }}
      />
      <NumberField
        field="seed"
        label={words.seed}
        value={seed}
        rule={{ type: 'integer', min: 0, max: MAX_SEED }}
        onCommit={(chosen) => {
          session.change('seed', (run) => withSeed(run, chosen));
        }}
      />
    </>
  );
}
