/** The left panel: the task, the cell and its size first; the rest of the model and of the training behind disclosure. */
import type { ReactNode } from 'react';
import { limits } from '../model/parse-spec';
import { MAX_SEED } from '../model/parse-run';
import type { OptionValue } from '../model/run';
import type { CellKind } from '../model/spec';
import { withEncoder, withOption, withOptimizer, withSeed, withTask, withTraining } from '../store/edit';
import type { OptimizerSpec } from '../model/training';
import type { OptionRule, Task } from '../tasks/task';
import { Menu, NumberField, Segments } from './fields';
import { useLab, useSession, useSettings, useStatus, useTask } from './lab-context';
import { useWords } from './messages/catalogue';

/** Sliders end here; the number beside them goes further. */
const slideTo = { option: 100, hiddenSize: 64 };

export function Experiment(): ReactNode {
  const { messages } = useWords();
  return (
    <>
      <section aria-label={messages.experiment.task}>
        <h2>{messages.experiment.task}</h2>
        <TaskControls />
      </section>
      <section aria-label={messages.experiment.model}>
        <h2>{messages.experiment.model}</h2>
        <ModelControls />
      </section>
      <section aria-label={messages.experiment.training}>
        <h2>{messages.experiment.training}</h2>
        <TrainingControls />
      </section>
    </>
  );
}

function TaskControls(): ReactNode {
  const session = useSession();
  const { tasks } = useLab();
  const { messages, format } = useWords();
  const task = useTask();
  const options = useSettings((settings) => settings.run.task.options);
  const rules = Object.entries(task.options);
  const rest = rules.slice(1);
  const baseline = useStatus((status) => status.baseline);
  return (
    <>
      <Menu
        field="task"
        label={messages.experiment.task}
        hideLabel
        value={task.name}
        choices={tasks.map((each) => ({ value: each.name, label: messages.tasks[each.name]?.name ?? each.name }))}
        onChoose={(name) => {
          const chosen = tasks.find((each) => each.name === name);
          if (chosen !== undefined) session.change('task', (run) => withTask(run, chosen));
        }}
      />
      {rules.slice(0, 1).map(([key, rule]) => (
        <OptionField key={`${task.name}.${key}`} task={task} name={key} rule={rule} value={options[key]} />
      ))}
      <p className="about">
        {messages.tasks[task.name]?.about} {messages.experiment.guessing(format.significant(baseline))}
      </p>
      {rest.length > 0 && (
        <details className="more">
          <summary>{messages.experiment.moreTask}</summary>
          {rest.map(([key, rule]) => (
            <OptionField key={`${task.name}.${key}`} task={task} name={key} rule={rule} value={options[key]} />
          ))}
        </details>
      )}
    </>
  );
}

interface OptionFieldProps {
  readonly task: Task;
  readonly name: string;
  readonly rule: OptionRule;
  readonly value: OptionValue;
}

function OptionField({ task, name, rule, value }: OptionFieldProps): ReactNode {
  const session = useSession();
  const { messages } = useWords();
  return (
    <NumberField
      field={`option.${name}`}
      label={messages.options[name] ?? name}
      value={Number(value)}
      rule={rule}
      slideTo={slideTo.option}
      onCommit={(entered) => {
        session.change(`option.${name}`, (run) => withOption(run, task, name, entered));
      }}
    />
  );
}

function ModelControls(): ReactNode {
  const session = useSession();
  const { messages, format } = useWords();
  const encoder = useSettings((settings) => settings.run.model.encoder);
  const parameterCount = useStatus((status) => status.parameterCount);
  const words = messages.experiment;
  const cells: readonly CellKind[] = ['rnn', 'lstm', 'gru'];
  return (
    <>
      <Segments
        field="cell"
        label={words.cell}
        value={encoder.cell}
        choices={cells.map((cell) => ({ value: cell, label: words.cells[cell] }))}
        onChoose={(cell) => {
          session.change('cell', (run) => withEncoder(run, { cell }));
        }}
      />
      <NumberField
        field="hiddenSize"
        label={words.hiddenSize}
        value={encoder.hiddenSizes[0]}
        rule={{ type: 'integer', ...limits.hiddenSize }}
        slideTo={slideTo.hiddenSize}
        onCommit={(hiddenSize) => {
          session.change('hiddenSize', (run) => withEncoder(run, { hiddenSizes: [hiddenSize] }));
        }}
      />
      <p className="field-row">
        <span>{words.parameters}</span>
        <output className="number">{format.whole(parameterCount)}</output>
      </p>
      <CellVariants />
    </>
  );
}

/** What only one kind of cell has. */
function CellVariants(): ReactNode {
  const session = useSession();
  const { messages } = useWords();
  const { cell, resetAfter, nonlinearity } = useSettings((settings) => settings.run.model.encoder);
  const words = messages.experiment;
  if (cell === 'lstm') return null;
  return (
    <details className="more">
      <summary>{words.moreModel}</summary>
      {cell === 'gru' ? (
        <Menu
          field="resetAfter"
          label={words.resetAfter}
          value={resetAfter ? 'after' : 'before'}
          choices={[
            { value: 'after', label: words.resetAfterOptions.after },
            { value: 'before', label: words.resetAfterOptions.before },
          ]}
          onChoose={(place) => {
            session.change('resetAfter', (run) => withEncoder(run, { resetAfter: place === 'after' }));
          }}
        />
      ) : (
        <Menu
          field="nonlinearity"
          label={words.nonlinearity}
          value={nonlinearity}
          choices={[
            { value: 'tanh', label: words.nonlinearities.tanh },
            { value: 'relu', label: words.nonlinearities.relu },
          ]}
          onChoose={(chosen) => {
            session.change('nonlinearity', (run) => withEncoder(run, { nonlinearity: chosen }));
          }}
        />
      )}
    </details>
  );
}

function TrainingControls(): ReactNode {
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
        rule={{ type: 'number', min: 0, max: 1_000_000 }}
        onCommit={(learningRate) => {
          session.change('learningRate', (run) => withOptimizer(run, { learningRate }));
        }}
      />
      <details className="more">
        <summary>{words.moreTraining}</summary>
        <OptimizerControls optimizer={optimizer} />
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

function BatchControls(): ReactNode {
  const session = useSession();
  const { messages } = useWords();
  const { batchSize, clip } = useSettings((settings) => settings.run.training);
  const seed = useSettings((settings) => settings.run.seed);
  const words = messages.experiment;
  return (
    <>
      <label className="field-row">
        <span>{words.clipOn}</span>
        <input
          type="checkbox"
          checked={clip !== null}
          onChange={(event) => {
            const { checked } = event.target;
            session.change('clip', (run) => withTraining(run, { clip: checked ? { norm: 1 } : null }));
          }}
        />
      </label>
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
