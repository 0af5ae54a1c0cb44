/** The tables of the stage's pictures: one of them at a time, as many rows as the window shows, and its CSV. */
import type { Attention } from './attention-layout';
import type { StageLabels } from './labels';
import type { Scan } from './series';
import type { SequenceRow } from './sequence-layout';
import { answersTable, attentionTable, channelTable, cutTable, ENTROPY, keyOf, type Table, type TableKey, tableOf, writeCsv } from './table';
import type { TimeAxis } from './time-axis';

/** A table that can be chosen. */
interface Offered {
  readonly key: TableKey;
  readonly name: string;
  /** Of its CSV, without the ending. */
  readonly file: string;
  readonly read: () => Table;
}

export interface Props {
  readonly scan: Scan;
  /** Of what is read, asked and answered; those of many channels have tables. */
  readonly rows: readonly SequenceRow[];
  readonly axis: TimeAxis;
  readonly attention: Attention | null;
  /** Whose attention it is, where that must be said. */
  readonly note: string | null;
  readonly labels: StageLabels;
  /** Saves a file; without it no CSV is offered. */
  readonly onSave?: (fileName: string, text: string) => void;
  readonly chosen: TableKey;
  readonly onChoose: (key: TableKey) => void;
}

const MOST_ROWS = 60;
const MOST_COLUMNS = 64;

export default function StageTables({ scan, rows, axis, attention, note, labels, onSave, chosen, onChoose }: Props) {
  const tables: readonly Offered[] = [
    { key: 'gradient', name: labels.gradient, file: `gradient.${scan.name}`, read: () => tableOf(scan, 'gradient') },
    ...scan.quantities.map(({ name: key }): Offered => ({
      key,
      name: labels.quantities[key],
      file: `${key}.${scan.name}`,
      read: () => tableOf(scan, key),
    })),
    ...(attention ? [{ key: 'attention' as const, name: labels.attention, file: 'attention', read: () => attentionTable(attention) }] : []),
    ...rows.flatMap((row): readonly Offered[] =>
      row.kind === 'picture'
        ? [{ key: 'answers', name: labels.prediction, file: 'answers', read: () => answersTable(row) }]
        : row.kind === 'grid'
          ? [{ key: keyOf(row), name: labels[row.role], file: keyOf(row), read: () => channelTable(row) }]
          : [],
    ),
  ];
  const { key, name, file, read } = tables.find((each) => each.key === chosen) ?? tables[0];
  return (
    <>
      <label>
        {labels.tableOf}{' '}
        <select
          value={key}
          onChange={(event) => {
            onChoose(tables.find((each) => each.key === event.target.value)?.key ?? 'gradient');
          }}
        >
          {tables.map((each) => (
            <option key={each.key} value={each.key}>
              {each.name}
            </option>
          ))}
        </select>
      </label>{' '}
      {onSave && (
        <button
          type="button"
          onClick={() => {
            onSave(`${file}.csv`, writeCsv(read()));
          }}
        >
          {labels.saveCsv}
        </button>
      )}
      <Rows table={read()} axis={axis} labels={labels} of={key} name={key === 'attention' && note !== null ? `${name}, ${note}` : name} />
    </>
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
      : [
          of === 'attention' ? labels.targetStep : labels.step,
          ...head.slice(1).map((text, k) => (text === ENTROPY ? labels.entropy : of.startsWith('channels.') ? text : String(k))),
        ];
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
