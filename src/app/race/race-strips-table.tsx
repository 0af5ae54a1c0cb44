/** The strips' gradients as a table, read when it is opened, and as CSV. */
import { type ReactNode, useState } from 'react';
import { stripsTable } from '../../views/race/strips-table';
import { cutTable, writeCsv } from '../../views/table';
import { useWords } from '../messages/catalogue';
import { saveFile } from '../save-file';
import { useRaceStream, useRaceWords } from './race-context';

/** Rows and columns of a table on the page; the CSV has all. */
const MOST_ROWS = 60;
const MOST_COLUMNS = 8;

export function RaceStripsTable(): ReactNode {
  const { messages } = useWords();
  const words = useRaceWords();
  const snapshots = useRaceStream((streams) => streams.snapshots());
  const [open, setOpen] = useState(false);
  const labels = messages.stageLabels;
  return (
    <div className="race-below race-strips-table">
      <details
        className="more"
        open={open}
        onToggle={(event) => {
          setOpen(event.currentTarget.open);
        }}
      >
        <summary>{labels.showTable}</summary>
        {open && <Rows snapshots={snapshots} />}
      </details>
      <button
        type="button"
        className="link-button"
        onClick={() => {
          saveFile(document, 'race-gradients.csv', new Blob([writeCsv(stripsTable(snapshots))], { type: 'text/csv' }));
        }}
      >
        {words.stripsCsv}
      </button>
    </div>
  );
}

function Rows({ snapshots }: { readonly snapshots: Parameters<typeof stripsTable>[0] }): ReactNode {
  const { messages } = useWords();
  const words = useRaceWords();
  const labels = messages.stageLabels;
  const whole = stripsTable(snapshots);
  const { head, rows } = cutTable(whole, 0, MOST_ROWS, MOST_COLUMNS, labels.decimal);
  const heading = (name: string): string => {
    const [kind, lane] = name.split('_');
    return `${words.lane(lane)} ${kind === 'cellGradient' ? labels.cellGradient : labels.hiddenGradient}`;
  };
  return (
    <div className="race-table-scroll" role="region" aria-label={words.strips.strips} tabIndex={0}>
      <table className="race-table">
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name === 't' ? labels.step : heading(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([t, ...values]) => (
            <tr key={t}>
              <th scope="row">{t}</th>
              {values.map((value, k) => (
                <td key={k} className="number">
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {whole.rows.length > rows.length && <p className="about">{labels.tableCut(rows.length, whole.rows.length)}</p>}
    </div>
  );
}
