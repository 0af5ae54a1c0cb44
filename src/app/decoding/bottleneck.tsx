/** The same run with and without attention: what each has reached on held-out examples, and the way from one to the other, its weights kept. */
import { type CSSProperties, type ReactNode, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { laneOf } from '../../model/parse-race';
import type { Run } from '../../model/run';
import type { AttentionSpec } from '../../model/spec';
import { attentionOf, type Comparison, createComparison, type Reached, rowsOf, variantOf } from '../../store/comparison';
import { withAttention } from '../../store/edit';
import { writeRaceLink } from '../../store/race-link';
import type { Session } from '../../store/session';
import { Panel } from '../../views/panel';
import { useSession, useStatus, useStream, useTask } from '../lab-context';
import type { DecodingWords } from '../messages/decoding/en';
import { useWords } from '../messages/catalogue';
import { TrainTo } from './train-to';

const comparisons = new WeakMap<Session, Comparison>();

/** As long as the page is open. */
function comparisonOf(session: Session): Comparison {
  const comparison = comparisons.get(session) ?? createComparison();
  comparisons.set(session, comparison);
  return comparison;
}

interface Props {
  readonly words: DecodingWords['bottleneck'];
  readonly plot: number;
}

export function Bottleneck({ words, plot }: Props): ReactNode {
  const session = useSession();
  const task = useTask();
  const { messages, format } = useWords();
  const run = useStatus((status) => status.run);
  const parameterCount = useStatus((status) => status.parameterCount);
  const heldOut = useStream((streams) => streams.heldOut().at(-1) ?? null);
  const comparison = comparisonOf(session);
  const groups = useStore(comparison.store);
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    if (run !== null) comparison.note(run, { parameterCount, heldOut });
  }, [comparison, run, parameterCount, heldOut]);
  if (run === null || run.model.output.kind !== 'decoder') return null;
  const here = variantOf(attentionOf(run));
  const rows = rowsOf(groups, run);
  const metric = messages.lossChart.metrics[task.metric.name];
  const nameOf = (attention: AttentionSpec | null): string => {
    if (attention === null) return words.none;
    const { score, query, inputFeeding } = attention;
    const name = words.some(messages.architecture.attentions[score], words.queries[query]);
    return inputFeeding ? `${name}, ${words.feeding}` : name;
  };
  const open = async (attention: AttentionSpec | null, file: Uint8Array | null): Promise<void> => {
    setRefused(false);
    const saved = await session.save().catch(() => null);
    if (saved === null) {
      setRefused(true);
      return;
    }
    comparison.note(saved.run, { parameterCount, heldOut, file: saved.file });
    if (file === null) session.change('attention', (now) => withAttention(now, attention));
    else await session.openFile(file);
  };
  const last = rows.findLast(({ attention }) => attention !== null)?.attention ?? null;
  const offered = rows.some(({ attention }) => attention === null) ? [] : [null];
  return (
    <div className="bottleneck" data-testid="bottleneck" style={{ '--plot': `${String(plot)}px` } as CSSProperties}>
      <Panel label={words.title}>
        <p className="instrument-about">{words.about}</p>
        <div className="bottleneck-scroll" role="region" aria-label={words.title} tabIndex={0}>
          <table className="bottleneck-table">
            <thead>
              <tr>
                {[words.columns.network, words.columns.parameters, words.columns.update, words.columns.loss, metric].map((title) => (
                  <th key={title} scope="col">
                    {title}
                  </th>
                ))}
                <td />
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={variantOf(row.attention)} data-variant={variantOf(row.attention)}>
                  <th scope="row">{nameOf(row.attention)}</th>
                  <td>{format.whole(row.parameterCount)}</td>
                  <td data-value={row.heldOut?.update}>{row.heldOut ? format.whole(row.heldOut.update) : '–'}</td>
                  <td data-value={row.heldOut?.loss}>{row.heldOut ? format.significant(row.heldOut.loss) : '–'}</td>
                  <td data-value={row.heldOut?.metric}>{row.heldOut ? format.metric(task.metric.name, row.heldOut.metric) : '–'}</td>
                  <td>
                    {variantOf(row.attention) === here ? (
                      words.isOpen
                    ) : (
                      <button
                        type="button"
                        className="instrument-button"
                        aria-label={`${words.open}: ${nameOf(row.attention)}`}
                        onClick={() => void open(row.attention, row.file)}
                      >
                        {words.open}
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <div className="bottleneck-actions">
          {offered.map((attention) => (
            <button key="without" type="button" className="instrument-button" onClick={() => void open(attention, null)}>
              {words.openWithout}
            </button>
          ))}
          {here === 'none' && last === null && (
            <button
              type="button"
              className="instrument-button"
              onClick={() => void open({ score: run.model.encoder.bidirectional ? 'general' : 'dot', query: 'current', inputFeeding: false }, null)}
            >
              {words.openWith}
            </button>
          )}
          {rows.length > 1 && (
            <a className="bottleneck-race" href={addressOfRace(run, rows, here)}>
              {words.race}
            </a>
          )}
          <TrainTo update={furthest(rows, here)} words={words} />
        </div>
        <p className="instrument-about" role="status">
          {refused ? words.notKept : compare(rows, nameOf, metric, task.metric, words, format)}
        </p>
      </Panel>
    </div>
  );
}

/** The open run beside another of its group: the bottleneck, or where that is open the last of those that attend. */
function addressOfRace(run: Run, rows: readonly Reached[], here: string): string {
  const other = rows.filter(({ attention }) => variantOf(attention) !== here).at(here === 'none' ? -1 : 0);
  const lanes = [run, ...(other ? [withAttention(run, other.attention)] : [])].map(laneOf);
  const { initialisation: _own, ...training } = run.training;
  return `#${writeRaceLink({ race: { task: run.task, lanes, match: { kind: 'own' }, training, seed: run.seed, seeds: 1 }, engine: 'auto', example: 0, t: 0 })}`;
}

/** The furthest update of the others. */
function furthest(rows: readonly Reached[], here: string): number {
  return Math.max(0, ...rows.filter(({ attention }) => variantOf(attention) !== here).map(({ heldOut }) => heldOut?.update ?? 0));
}

/** The bottleneck beside the best of those that attend, in the task's metric. */
function compare(
  rows: readonly Reached[],
  nameOf: (attention: AttentionSpec | null) => string,
  metricName: string,
  { name, better }: ReturnType<typeof useTask>['metric'],
  words: DecodingWords['bottleneck'],
  format: ReturnType<typeof useWords>['format'],
): string {
  const measured = rows.flatMap(({ attention, heldOut }) => (heldOut === null || heldOut.update === 0 ? [] : [{ attention, heldOut }]));
  const sign = better === 'higher' ? 1 : -1;
  const none = measured.find(({ attention }) => attention === null);
  const best = measured
    .filter(({ attention }) => attention !== null)
    .sort((a, b) => sign * (b.heldOut.metric - a.heldOut.metric))
    .at(0);
  if (none === undefined || best === undefined) return words.one;
  const difference = sign * (best.heldOut.metric - none.heldOut.metric);
  if (difference === 0) return words.even;
  const [ahead, behind] = difference > 0 ? [best, none] : [none, best];
  return words.verdict(
    nameOf(ahead.attention),
    metricName,
    format.metric(name, Math.abs(difference)),
    format.whole(ahead.heldOut.update),
    format.whole(behind.heldOut.update),
  );
}
