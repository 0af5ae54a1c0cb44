/** The comparison of the lanes, every number of it measured or counted in this race. */
import type { ReactNode } from 'react';
import { gateNames } from '../../model/gates';
import { writeTableCsv } from '../../store/race-csv';
import type { Spread } from '../../store/race-curves';
import { kindOf } from '../../store/race-edit';
import { type LaneRow, solvedMark, type Verdict } from '../../store/race-rows';
import type { MetricName } from '../../tasks/task';
import { type Decimal, formatTick } from '../../views/format';
import type { NumberFormat } from '../format';
import { useWords } from '../messages/catalogue';
import type { RaceWords } from '../messages/race/en';
import { saveFile } from '../save-file';
import { useRaceState, useRaceWords } from './race-context';

interface Props {
  readonly rows: readonly LaneRow[];
  /** Of each lane, long. */
  readonly names: readonly string[];
  readonly metric: MetricName;
}

/** A cell's words, and its number where it has one. */
interface Entry {
  readonly text: ReactNode;
  readonly value?: number | null;
}

interface TableRow {
  readonly key: string;
  readonly label: string;
  readonly entry: (row: LaneRow, lane: number) => Entry;
}

export function RaceTable({ rows, names, metric }: Props): ReactNode {
  const { messages, format } = useWords();
  const words = useRaceWords();
  const baseline = useRaceState((state) => state.baseline);
  const seed = useRaceState((state) => state.race.seed);
  const spread = (found: Spread | null, write: (value: number) => string): Entry => ({
    text: found === null ? words.notMeasured : writeSpread(found, write, words),
    value: found?.median,
  });
  const lines: readonly TableRow[] = [
    { key: 'cell', label: words.rows.cell, entry: ({ model }) => ({ text: describeCell(model, words) }) },
    {
      key: 'gates',
      label: words.rows.gates,
      entry: ({ gates, model }) => ({ text: describeGates(gates, model.encoder.cell, messages.stageLabels.quantities), value: gates }),
    },
    {
      key: 'states',
      label: words.rows.states,
      entry: ({ states }) => ({ text: states === 2 ? '2 (h, c)' : '1 (h)', value: states }),
    },
    { key: 'widths', label: words.rows.widths, entry: ({ model }) => ({ text: model.encoder.hiddenSizes.join(', ') }) },
    {
      key: 'parameters',
      label: words.rows.parameters,
      entry: ({ parameterCount }) => ({ text: format.whole(parameterCount), value: parameterCount }),
    },
    {
      key: 'time',
      label: words.rows.time,
      entry: ({ millisecondsPerUpdate: time }) => ({
        text: time === null ? words.notMeasured : words.milliseconds(format.significant(time)),
        value: time,
      }),
    },
    { key: 'horizon', label: `${words.rows.horizon} (${words.inSteps})`, entry: ({ horizon }) => describeHorizon(horizon, words, format) },
    { key: 'loss', label: words.rows.loss, entry: ({ loss }) => spread(loss, format.significant) },
    {
      key: 'metric',
      label: messages.lossChart.metrics[metric],
      entry: ({ metric: found }) => spread(found, (value) => format.metric(metric, value)),
    },
    {
      key: 'solved',
      label: words.rows.solved,
      entry: ({ solvedAt, loss }) => ({
        text: solvedAt === null ? (loss === null ? words.notMeasured : words.notYet) : format.whole(solvedAt),
        value: solvedAt,
      }),
    },
    {
      key: 'use',
      label: words.rows.use,
      entry: ({ verdicts }) => ({
        text: verdicts.map((verdict) => <p key={verdict.kind}>{sayVerdict(verdict, words, format, seed, messages.stageLabels.decimal)}</p>),
      }),
    },
  ];
  return (
    <section className="race-comparison" aria-label={words.table}>
      <div className="race-table-scroll" role="region" aria-label={words.table} tabIndex={0}>
        <table className="race-table">
          <thead>
            <tr>
              <td />
              {names.map((name, k) => (
                <th key={k} scope="col" style={{ borderBlockEndColor: `var(--lane-${String(k + 1)})` }}>
                  {String(k + 1)} {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ key, label, entry }) => (
              <tr key={key} className={key === 'use' ? 'race-use' : undefined}>
                <th scope="row">{label}</th>
                {rows.map((row, lane) => {
                  const { text, value } = entry(row, lane);
                  return (
                    <td
                      key={lane}
                      data-testid={`race-${key}-${String(lane)}`}
                      data-value={value === null || value === undefined ? undefined : String(value)}
                      className={value === undefined ? undefined : 'number'}
                    >
                      {text}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="race-below">
        <details className="more about">
          <summary>{words.measured}</summary>
          <p>{words.tableAbout(format.significant(solvedMark(baseline)))}</p>
        </details>
        <button
          type="button"
          className="link-button"
          onClick={() => {
            saveFile(document, 'race-table.csv', new Blob([writeTableCsv(names, rows)], { type: 'text/csv' }));
          }}
        >
          {words.tableCsv}
        </button>
      </div>
    </section>
  );
}

function describeCell(model: LaneRow['model'], words: RaceWords): string {
  const { cell, nonlinearity } = model.encoder;
  return words.cells[cell === 'rnn' && nonlinearity === 'relu' ? 'rnnRelu' : kindOf({ model })];
}

function describeGates(count: number, cell: keyof typeof gateNames, quantities: Readonly<Record<string, string>>): string {
  if (count === 0) return '0';
  const names = gateNames[cell].filter((name) => name !== 'candidate').map((name) => quantities[name]);
  return `${String(count)} (${names.join(', ')})`;
}

function describeHorizon(horizon: LaneRow['horizon'], words: RaceWords, format: NumberFormat): Entry {
  if (horizon === null) return { text: words.notMeasured, value: null };
  const { steps, most } = horizon;
  if (steps === null) return { text: words.noHorizon, value: null };
  return { text: `${steps === most ? '≥ ' : ''}${format.whole(steps)}`, value: steps };
}

function writeSpread({ median, low, high }: Spread, write: (value: number) => string, words: RaceWords): string {
  return Object.is(low, high) ? write(median) : words.spread(write(median), write(low), write(high));
}

function sayVerdict(verdict: Verdict, { verdicts: words }: RaceWords, format: NumberFormat, seed: number, decimal: Decimal): string {
  switch (verdict.kind) {
    case 'failed':
      return words.failed(format.whole(verdict.update), String(seed + verdict.seed));
    case 'fastest':
      return words.fastest(formatTick(verdict.times, decimal));
    case 'reaches':
      return words.reaches(format.whole(verdict.steps));
    case 'solvedFirst':
      return words.solvedFirst(format.whole(verdict.update));
    case 'beaten':
      return words.beaten(String(verdict.by + 1));
    default:
      return words.plain[verdict.kind];
  }
}
