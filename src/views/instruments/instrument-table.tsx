/** The table alternative of the instruments that are shown: one at a time, its first rows, and its CSV whole. */
import { useState } from 'react';
import type { InstrumentName } from '../../model/instruments';
import { formatValue } from '../format';
import { writeCsv } from '../table';
import type { InstrumentTable } from './instrument-tables';
import type { InstrumentLabels } from './labels';

interface Props {
  readonly names: readonly InstrumentName[];
  readonly make: (name: InstrumentName) => InstrumentTable | null;
  readonly labels: InstrumentLabels;
  /** Saves a file; without it no CSV is offered. */
  readonly onSave: ((fileName: string, text: string) => void) | undefined;
}

const MOST_ROWS = 60;
const MOST_COLUMNS = 64;

export function InstrumentTables({ names, make, labels, onSave }: Props) {
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState<InstrumentName | null>(null);
  const chosen = names.find((name) => name === asked) ?? names[0];
  const table = open ? make(chosen) : null;
  return (
    <details
      className="stage-table"
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>{`${labels.title}: ${labels.showTable}`}</summary>
      {open && (
        <>
          <label>
            {labels.tableOf}{' '}
            <select
              value={chosen}
              onChange={(event) => {
                setAsked(names.find((name) => name === event.target.value) ?? null);
              }}
            >
              {names.map((name) => (
                <option key={name} value={name}>
                  {labels.instruments[name].name}
                </option>
              ))}
            </select>
          </label>{' '}
          {onSave && table && (
            <button
              type="button"
              onClick={() => {
                onSave(`${table.name}.csv`, writeCsv(table));
              }}
            >
              {labels.saveCsv}
            </button>
          )}
          {table ? <Rows table={table} labels={labels} /> : <p>{labels.waiting}</p>}
        </>
      )}
    </details>
  );
}

function Rows({ table: { name, head, rows }, labels }: { readonly table: InstrumentTable; readonly labels: InstrumentLabels }) {
  const words = labels.instruments[name];
  return (
    <div className="stage-table-scroll" role="region" aria-label={`${words.name}: ${labels.showTable}`} tabIndex={0}>
      <table>
        <caption>
          {words.name}, {words.unit}
          {rows.length > MOST_ROWS && ` (${labels.tableCut(MOST_ROWS, rows.length)})`}
        </caption>
        <thead>
          <tr>
            {head.slice(0, MOST_COLUMNS).map((text) => (
              <th key={text} scope="col">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_ROWS).map((row, k) => (
            <tr key={k}>
              {row.slice(0, MOST_COLUMNS).map((value, column) => {
                const text = typeof value === 'number' && column > 0 ? formatValue(value, labels.decimal) : String(value);
                return column === 0 ? (
                  <th key={column} scope="row">
                    {text}
                  </th>
                ) : (
                  <td key={column}>{text}</td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
