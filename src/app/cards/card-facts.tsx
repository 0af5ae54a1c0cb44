/** What stands on a card of a task: every row of its list, with the numbers of one run. */
import type { ReactNode } from 'react';
import { layoutParameters } from '../../model/parameters';
import type { FirstRun } from '../../store/first-runs';
import { dataSources } from '../../tasks/data-sources';
import { definitions } from '../../tasks/definitions';
import type { Rival, Task } from '../../tasks/task';
import type { ThemeName } from '../../views/theme/palette';
import { MeasureList } from '../measure-list';
import { useWords } from '../messages/catalogue';
import type { CardsWords } from '../messages/cards/en';
import { nameNetwork } from './network-name';
import { SampleView } from './sample-view';
import type { FactsState } from './use-facts';

interface Props {
  readonly task: Task;
  readonly first: FirstRun;
  readonly facts: FactsState;
  readonly words: CardsWords;
  readonly theme: ThemeName;
}

export function CardFacts({ task, first, facts, words, theme }: Props): ReactNode {
  const { messages, format } = useWords();
  const { card } = words;
  const own = words.tasks[task.name];
  const metric = messages.lossChart.metrics[task.metric.name];
  const computed = facts.kind === 'ready' ? facts.facts : null;
  const pending = facts.kind === 'failed' ? card.failed(facts.detail) : card.waiting;
  const options = Object.entries(first.run.task.options);
  return (
    <dl className="card-facts">
      <Fact name={card.reads}>{own?.reads}</Fact>
      <Fact name={card.answers}>{own?.answers}</Fact>
      <Fact name={card.memory}>{own?.memory}</Fact>
      <Fact name={card.sample}>
        {computed ? <SampleView sample={computed.sample} words={card} theme={theme} /> : <span className="about">{pending}</span>}
      </Fact>
      <Fact name={card.guessing}>
        {computed && (
          <data value={computed.baseline.value} data-fact="baseline">
            {card.guess(words.baselines[computed.baseline.name] ?? computed.baseline.name, format.significant(computed.baseline.value))}
          </data>
        )}
      </Fact>
      <Fact name={card.rule}>
        {computed?.rival && (
          <data value={computed.rival.metric} data-fact="rival">
            {card.ruleReaches(
              messages.experiment.rivals[computed.rival.name] ?? computed.rival.name,
              metric,
              format.metric(task.metric.name, computed.rival.metric),
            )}
          </data>
        )}
        {computed && !computed.rival && card.noRule}
      </Fact>
      <Fact name={card.solved}>
        {own?.solved}. <BoundOf task={task} first={first} words={card} />
      </Fact>
      <Fact name={card.measured}>
        <Measured task={task} first={first} rival={computed?.rival ?? null} words={card} names={words.measures} />
      </Fact>
      <Fact name={card.first}>
        {nameNetwork(first.run.model, words, messages)}, {card.parameters(format.whole(layoutParameters(first.run.model).count))}
        {options.length > 0 && (
          <span className="about">
            {' '}
            {card.options} {options.map(([key, value]) => `${messages.options[key] ?? key} ${String(value)}`).join(', ')}
          </span>
        )}
      </Fact>
      <Fact name={card.source}>{sayingSource(task.name, words, messages.experiment)}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

type Part = Pick<Props, 'task' | 'first'> & { readonly words: CardsWords['card'] };

function BoundOf({ task, first: { bound }, words }: Part): ReactNode {
  const { messages, format } = useWords();
  const { name } = task.metric;
  if (bound === null) return null;
  return (
    <span className="about">
      {bound.reach !== null && words.boundReach(messages.lossChart.metrics[name], format.metric(name, bound.reach))}
      {bound.below !== null && words.boundBelow(format.significant(bound.below))}
    </span>
  );
}

type MeasuredPart = Part & { readonly rival: Rival | null; readonly names: CardsWords['measures'] };

/** What every seed came to, and whether that is better than the simple rule. */
function Measured({ task, first: { measurements }, rival, words, names }: MeasuredPart): ReactNode {
  const { messages, format } = useWords();
  if (measurements.length === 0) return words.notMeasured;
  const { name, better } = task.metric;
  return (
    <>
      {messages.lossChart.metrics[name]}
      <ul className="card-seeds">
        {measurements.map(({ seed, updates, value, measures }) => (
          <li key={seed}>
            <data value={value ?? Number.NaN} data-fact="measured" data-seed={seed} data-updates={updates ?? ''}>
              <b>{format.metric(name, value ?? Number.NaN)}</b>
            </data>{' '}
            <span className="about">
              {words.seed(String(seed))}, {updates === null ? words.notReached : words.updates(format.whole(updates))}
              {measures.length > 0 && <br />}
              <MeasureList measures={measures} words={names} />
            </span>
          </li>
        ))}
      </ul>
      {rival && <span data-fact="comparison">{beats(measurements, rival, better) ? words.beats : words.beatsNot}</span>}
    </>
  );
}

export function beats(measurements: FirstRun['measurements'], { metric }: Rival, better: Task['metric']['better']): boolean {
  return measurements.every(({ value }) => value !== null && (better === 'higher' ? value > metric : value < metric));
}

/** The definition as it is cited, and the data with their licence. */
function sayingSource(task: string, { card }: CardsWords, { data, dataLicences }: ReturnType<typeof useWords>['messages']['experiment']): string {
  const source = dataSources[task];
  const said = [definitions[task], source && data(source.work, dataLicences[source.licence] ?? source.licence)].filter((each) => each !== undefined);
  return said.length === 0 ? card.ours : said.map((each) => each.replace(/\.?$/, '.')).join(' ');
}
