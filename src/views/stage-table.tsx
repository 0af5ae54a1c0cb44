/** The table alternative of the stage's pictures: one of them at a time, as many rows as the window shows, and its CSV. */
import { useState } from 'react';
import type { Attention } from './attention-layout';
import type { StageLabels } from './labels';
import type { Scan } from './series';
import { attentionTable, cutTable, ENTROPY, type Table, type TableKey, tableOf, writeCsv } from './table';
import type { TimeAxis } from './time-axis';
import './stage-table.css';

interface Props {
  readonly scan: Scan;
  readonly axis: TimeAxis;
  readonly attention: Attention | null;
  /** Whose attention it is, where that must be said. */
  readonly note: string | null;
  readonly labels: StageLabels;
  /** Saves a file; without it no CSV is offered. */
  readonly onSave?: (fileName: string, text: string) => void;
}

const MOST_ROWS = 60;
const MOST_COLUMNS = 64;

export function StageTable({ scan, axis, attention, note, labels, onSave }: Props) {
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<TableKey>('gradient');
  const keys: readonly TableKey[] = ['gradient', ...scan.quantities.map(({ name }) => name), ...(attention ? (['attention'] as const) : [])];
  const key = keys.includes(chosen) ? chosen : 'gradient';
  const nameOf = (of: TableKey): string => (of === 'gradient' || of === 'attention' ? labels[of] : labels.quantities[of]);
  const table = key === 'attention' ? attention && attentionTable(attention) : tableOf(scan, key);
  return (
    <details
      className="stage-table"
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>{labels.showTable}</summary>
      {open && (
        <>
          <label>
            {labels.tableOf}{' '}
            <select
              value={key}
              onChange={(event) => {
                setChosen(keys.find((of) => of === event.target.value) ?? 'gradient');
              }}
            >
              {keys.map((of) => (
                <option key={of} value={of}>
                  {nameOf(of)}
                </option>
              ))}
            </select>
          </label>{' '}
          {onSave && (
            <button
              type="button"
              onClick={() => {
                if (table) onSave(key === 'attention' ? 'attention.csv' : `${key}.${scan.name}.csv`, writeCsv(table));
              }}
            >
              {labels.saveCsv}
            </button>
          )}
          {table && (
            <Rows
              table={table}
              axis={axis}
              labels={labels}
              of={key}
              name={key === 'attention' && note !== null ? `${nameOf(key)}, ${note}` : nameOf(key)}
            />
          )}
        </>
      )}
    </details>
  );
}

interface RowsProps extends Pick<Props, 'axis' | 'labels'> {
  readonly table: Table;
  readonly of: TableKey;
  readonly name: string;
}

function Rows({ table, axis, labels, of, name }: RowsProps) {
  const first = of === 'attention' ? 0 : axis.first;
  const { head, rows } = cutTable(table, first, of === 'attention' ? MOST_ROWS : Math.min(axis.count, MOST_ROWS), MOST_COLUMNS, labels.decimal);
  const heads =
    of === 'gradient'
      ? [labels.step, labels.hiddenGradient, labels.cellGradient].slice(0, head.length)
      : [of === 'attention' ? labels.targetStep : labels.step, ...head.slice(1).map((name, k) => (name === ENTROPY ? labels.entropy : String(k)))];
  return (
    <div className="stage-table-scroll" role="region" aria-label={name} tabIndex={0}>
      <table>
        <caption>
          {name}
          {rows.length < table.rows.length && ` (${labels.tableCut(rows.length, table.rows.length)})`}
        </caption>
        <thead>
          <tr>
            {heads.map((text) => (
              <th key={text} scope="col">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([step, ...values]) => (
            <tr key={step}>
              <th scope="row">{step}</th>
              {values.map((value, k) => (
                <td key={k}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
