/** What was foretold: a plot a channel, the errors of the network and of the simple rule, and every number as a table. */
import { type CSSProperties, type ReactNode, useState } from 'react';
import type { Numbers } from '../../core/tensor';
import type { Forecast } from '../../store/waiting';
import type { StagePlace } from '../../views/instruments/place';
import { FedBackPlot } from '../../views/outputs/fed-back';
import { Panel } from '../../views/panel';
import { cutTable, type Table, writeCsv } from '../../views/table';
import { useStatus } from '../lab-context';
import type { ForecastWords } from '../messages/forecast/en';
import { useWords } from '../messages/catalogue';

interface Props {
  readonly forecast: Forecast;
  /** The window, [T, size]. */
  readonly inputs: Numbers;
  readonly place: StagePlace;
  readonly words: ForecastWords;
  readonly onSave: (fileName: string, text: string) => void;
}

export function ForecastResult({ forecast, inputs, place: { frame }, words, onSave }: Props): ReactNode {
  const { messages, format } = useWords();
  const names = useStatus((status) => status.symbols.outputs);
  const rival = useStatus((status) => status.rival);
  const [open, setOpen] = useState(false);
  const { horizon, size, values, truth, naive, errors, update, example } = forecast;
  const rule = rival === null ? '' : (messages.experiment.rivals[rival.name] ?? rival.name);
  const channel = (given: Numbers, c: number): readonly number[] => Array.from({ length: given.length / size }, (_, k) => given[k * size + c]);
  const steps = values.length / size;
  const known = truth.length / size;
  return (
    <div style={{ '--plot': `${String(frame.plot)}px` } as CSSProperties}>
      {Array.from({ length: size }, (_, c) => (
        <Panel
          key={c}
          label={names[c] ?? String(c)}
          axis
          legend={
            <>
              <span className="output-key output-key-asked">{words.truth}</span>
              <span className="output-key output-key-foretold">{words.network}</span>
              <span className="output-key output-key-naive forecast-rule">{rule}</span>
            </>
          }
        >
          <FedBackPlot
            fedBack={{ window: channel(inputs, c), foretold: channel(values, c), naive: channel(naive, c), truth: channel(truth, c), horizon }}
            width={frame.plot}
            label={words.plot(names[c] ?? String(c))}
            decimal={messages.stageLabels.decimal}
          />
        </Panel>
      ))}
      <Panel label="">
        <p className="about" role="status" data-testid="foretold" data-update={update} data-steps={steps}>
          {words.of(format.whole(update), format.whole(example), format.whole(steps))}{' '}
          {errors === null ? (
            words.noTruth
          ) : (
            <>
              {words.errors(format.whole(known))} {words.network}{' '}
              <data value={errors.network} data-error="network">
                {format.significant(errors.network)}
              </data>
              , {rule}{' '}
              <data value={errors.naive} data-error="naive">
                {format.significant(errors.naive)}
              </data>
            </>
          )}
        </p>
        <details
          className="stage-table forecast-table"
          onToggle={(event) => {
            setOpen(event.currentTarget.open);
          }}
        >
          <summary>{words.table}</summary>
          {open && <NumbersTable table={tableOf(forecast, names, inputs.length / size, words)} words={words} onSave={onSave} />}
        </details>
      </Panel>
    </div>
  );
}

/** Where the truth is not known there is no number. */
function tableOf({ size, values, naive, truth }: Forecast, names: readonly string[], T: number, words: ForecastWords): Table {
  const of = Array.from({ length: size }, (_, c) => names[c] ?? String(c));
  return {
    head: [words.step, ...of.flatMap((name) => ['network', 'rule', 'truth'].map((kind) => `${name} ${kind}`))],
    rows: Array.from({ length: values.length / size }, (_, k) => [
      T + k,
      ...of.flatMap((__, c) => [values, naive, truth].map((given) => given.at(k * size + c) ?? Number.NaN)),
    ]),
  };
}

function NumbersTable({ table, words, onSave }: { readonly table: Table } & Pick<Props, 'words' | 'onSave'>): ReactNode {
  const { messages } = useWords();
  const { head, rows } = cutTable(table, 0, table.rows.length, table.head.length, messages.stageLabels.decimal);
  return (
    <>
      <button
        type="button"
        onClick={() => {
          onSave('forecast.csv', writeCsv(table));
        }}
      >
        {words.save}
      </button>
      <div className="stage-table-scroll" role="region" aria-label={words.table} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {head.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([t, ...cells], k) => (
              <tr key={t}>
                <th scope="row">{t}</th>
                {cells.map((cell, c) => (
                  <td key={c} data-value={table.rows[k][c + 1]}>
                    {Number.isNaN(table.rows[k][c + 1]) ? '–' : cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
