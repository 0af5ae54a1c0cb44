/** What races: the task, the lanes, what they have in common, and how they are trained. A change opens a new race. */
import type { ReactNode } from 'react';
import { MAX_SEED } from '../../model/parse-run';
import { limits } from '../../model/parse-spec';
import { trainingLimits } from '../../model/parse-training';
import { countParameters, matchModel, raceLimits, type RaceMatch } from '../../model/race';
import { withEncoder, withOption, withOptimizer, withSeed, withTask, withTraining } from '../../store/edit';
import {
  kindOf,
  laneKinds,
  withEveryLane,
  withForgetBias,
  withLane,
  withLaneKind,
  withMatch,
  withNewLane,
  withoutLane,
  withSeeds,
} from '../../store/race-edit';
import { type TaskGroup, taskGroups } from '../../tasks/table';
import { IconButton } from '../icon-button';
import { useLab } from '../lab-context';
import { useWords } from '../messages/catalogue';
import { useRace, useRaceState, useRaceWords } from './race-context';
import { MenuEntry, NumberEntry, SegmentsEntry } from './race-fields';

const groupNames = Object.keys(taskGroups) as TaskGroup[];

export function RaceSetup(): ReactNode {
  const { messages } = useWords();
  const words = useRaceWords();
  return (
    <>
      <section aria-label={words.task}>
        <h2>{words.task}</h2>
        <TaskSetup />
      </section>
      <section aria-label={words.match}>
        <h2>{words.match}</h2>
        <MatchSetup />
      </section>
      <section aria-label={words.lanes}>
        <h2>{words.lanes}</h2>
        <Lanes />
      </section>
      <section aria-label={messages.experiment.training}>
        <h2>{messages.experiment.training}</h2>
        <TrainingSetup />
      </section>
    </>
  );
}

function TaskSetup(): ReactNode {
  const session = useRace();
  const { tasks } = useLab();
  const { messages } = useWords();
  const words = useRaceWords();
  const { name, options } = useRaceState((state) => state.race.task);
  const task = tasks.find((each) => each.name === name);
  return (
    <>
      <MenuEntry
        label={words.task}
        hideLabel
        value={name}
        choices={groupNames.flatMap((group) =>
          taskGroups[group].map((each) => ({
            value: each.name,
            label: messages.tasks[each.name]?.name ?? each.name,
            group: messages.experiment.taskGroups[group],
          })),
        )}
        onChoose={(chosen) => {
          const next = tasks.find((each) => each.name === chosen);
          if (next) session.change('task', (race) => withEveryLane(race, (run) => withTask(run, next)));
        }}
      />
      {task &&
        Object.entries(task.options).map(([key, rule]) => (
          <NumberEntry
            key={`${name}.${key}`}
            field={`option.${key}`}
            label={messages.options[key] ?? key}
            value={Number(options[key])}
            rule={rule}
            onCommit={(value) => {
              session.change(`option.${key}`, (race) => withEveryLane(race, (run) => withOption(run, task, key, value)));
            }}
          />
        ))}
    </>
  );
}

function MatchSetup(): ReactNode {
  const session = useRace();
  const words = useRaceWords();
  const race = useRaceState((state) => state.race);
  const { match, lanes } = race;
  const first = matchModel(lanes[0].model, match);
  const choose = (kind: RaceMatch['kind']): void => {
    const next: Readonly<Record<RaceMatch['kind'], RaceMatch>> = {
      own: { kind: 'own' },
      width: { kind: 'width', width: first.encoder.hiddenSizes[0] },
      parameters: { kind: 'parameters', count: countParameters(first) },
    };
    session.change('match', (each) => withMatch(each, next[kind]));
  };
  return (
    <>
      <MenuEntry
        label={words.match}
        hideLabel
        value={match.kind}
        choices={(['own', 'width', 'parameters'] as const).map((value) => ({ value, label: words.matches[value] }))}
        onChoose={choose}
      />
      {match.kind === 'width' && (
        <NumberEntry
          field="width"
          label={words.width}
          value={match.width}
          rule={{ type: 'integer', ...limits.hiddenSize }}
          onCommit={(width) => {
            session.change('width', (each) => withMatch(each, { kind: 'width', width }));
          }}
        />
      )}
      {match.kind === 'parameters' && (
        <NumberEntry
          field="count"
          label={words.count}
          about={words.countAbout}
          value={match.count}
          rule={{ type: 'integer', ...raceLimits.parameters }}
          onCommit={(count) => {
            session.change('count', (each) => withMatch(each, { kind: 'parameters', count }));
          }}
        />
      )}
    </>
  );
}

function Lanes(): ReactNode {
  const session = useRace();
  const words = useRaceWords();
  const lanes = useRaceState((state) => state.race.lanes);
  const full = lanes.length === raceLimits.lanes.max;
  return (
    <>
      <ol className="race-lanes">
        {lanes.map((_, k) => (
          <LaneSetup key={k} lane={k} />
        ))}
      </ol>
      <button
        type="button"
        className="button"
        disabled={full}
        onClick={() => {
          session.change('lanes', withNewLane);
        }}
      >
        {words.add}
      </button>
      {full && <p className="about">{words.full}</p>}
    </>
  );
}

function LaneSetup({ lane }: { readonly lane: number }): ReactNode {
  const session = useRace();
  const { format } = useWords();
  const words = useRaceWords();
  const race = useRaceState((state) => state.race);
  const each = race.lanes[lane];
  const model = matchModel(each.model, race.match);
  const { hiddenSizes, cell } = each.model.encoder;
  const number = String(lane + 1);
  return (
    <li className="race-lane-setup" style={{ borderInlineStartColor: `var(--lane-${number})` }}>
      <div className="field-row">
        <h3>{words.lane(number)}</h3>
        {race.lanes.length > 1 && (
          <IconButton
            icon="close"
            name={words.remove(number)}
            onPress={() => {
              session.change('lanes', (now) => withoutLane(now, lane));
            }}
          />
        )}
      </div>
      <MenuEntry
        label={`${words.lane(number)}: ${words.kind}`}
        hideLabel
        value={kindOf(each)}
        choices={laneKinds.map((value) => ({ value, label: words.kinds[value] }))}
        onChoose={(kind) => {
          session.change(`lane.${number}.kind`, (now) => withLaneKind(now, lane, kind));
        }}
      />
      {race.match.kind === 'own' && (
        <NumberEntry
          field={`lane.${number}.units`}
          label={words.units}
          value={hiddenSizes[0]}
          rule={{ type: 'integer', ...limits.hiddenSize }}
          onCommit={(width) => {
            session.change(`lane.${number}.units`, (now) =>
              withLane(now, lane, (run) => withEncoder(run, { hiddenSizes: run.model.encoder.hiddenSizes.map(() => width) })),
            );
          }}
        />
      )}
      <NumberEntry
        field={`lane.${number}.layers`}
        label={words.layers}
        value={hiddenSizes.length}
        rule={{ type: 'integer', ...limits.layers }}
        onCommit={(layers) => {
          session.change(`lane.${number}.layers`, (now) =>
            withLane(now, lane, (run) =>
              withEncoder(run, { hiddenSizes: Array.from({ length: layers }, (_, k) => hiddenSizes.at(k) ?? hiddenSizes[0]) }),
            ),
          );
        }}
      />
      {cell === 'lstm' && each.initialisation.kind !== 'chrono' && (
        <NumberEntry
          field={`lane.${number}.forgetBias`}
          label={words.forgetBias}
          value={each.initialisation.forgetBias ?? null}
          rule={trainingLimits.forgetBias}
          empty={{
            label: words.forgetBiasEmpty,
            rule: words.forgetBiasRule(format.full(trainingLimits.forgetBias.min), format.full(trainingLimits.forgetBias.max)),
            onCommit: () => {
              session.change(`lane.${number}.forgetBias`, (now) => withForgetBias(now, lane, null));
            },
          }}
          onCommit={(bias) => {
            session.change(`lane.${number}.forgetBias`, (now) => withForgetBias(now, lane, bias));
          }}
        />
      )}
      <p className="about">
        {words.widths(model.encoder.hiddenSizes.join(', '))} ·{' '}
        <span className="number" data-testid={`lane-count-${String(lane)}`} data-value={countParameters(model)}>
          {format.whole(countParameters(model))}
        </span>{' '}
        {words.laneParameters}
      </p>
    </li>
  );
}

function TrainingSetup(): ReactNode {
  const session = useRace();
  const { messages } = useWords();
  const engine = useRaceState((state) => state.engine);
  const words = useRaceWords();
  const { seeds, seed, training } = useRaceState((state) => state.race);
  return (
    <>
      <p>{words.seeds}</p>
      <SegmentsEntry
        label={words.seeds}
        value={String(seeds)}
        choices={['1', '2', '3'].map((value) => ({ value, label: value }))}
        onChoose={(count) => {
          session.change('seeds', (race) => withSeeds(race, Number(count)));
        }}
      />
      <p className="about">{words.seedsAbout}</p>
      <NumberEntry
        field="seed"
        label={words.seed}
        value={seed}
        rule={{ type: 'integer', min: 0, max: MAX_SEED }}
        onCommit={(next) => {
          session.change('seed', (race) => withEveryLane(race, (run) => withSeed(run, next)));
        }}
      />
      <NumberEntry
        field="learningRate"
        label={words.learningRate}
        value={training.optimizer.learningRate}
        rule={trainingLimits.learningRate}
        onCommit={(learningRate) => {
          session.change('learningRate', (race) => withEveryLane(race, (run) => withOptimizer(run, { learningRate })));
        }}
      />
      <NumberEntry
        field="batchSize"
        label={words.batchSize}
        value={training.batchSize}
        rule={trainingLimits.batchSize}
        onCommit={(batchSize) => {
          session.change('batchSize', (race) => withEveryLane(race, (run) => withTraining(run, { batchSize })));
        }}
      />
      <MenuEntry
        label={messages.engine.choose}
        value={engine}
        choices={(['auto', 'webgpu', 'wasm', 'reference'] as const).map((value) => ({
          value,
          label: value === 'auto' ? messages.engine.auto : messages.engine.names[value],
        }))}
        onChoose={session.chooseEngine}
      />
    </>
  );
}
