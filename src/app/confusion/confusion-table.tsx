/** A confusion matrix as a table whose cells are coloured by their share of the row. */
import type { ReactNode } from 'react';
import type { Status } from '../../store/status';
import type { ConfusionWords } from '../messages/confusion/en';
import { useWords } from '../messages/catalogue';
import './confusion.css';

interface Props {
  readonly confusion: NonNullable<Status['confusion']>;
  /** What the task calls its outputs: of a yes or no, the yes alone. */
  readonly outputs: readonly string[];
  readonly words: ConfusionWords;
}

export function ConfusionTable({ confusion: { classes, counts, update }, outputs, words }: Props): ReactNode {
  const { format } = useWords();
  const names = outputs.length === 1 ? [words.not(outputs[0]), outputs[0]] : outputs;
  const rows = Array.from({ length: classes }, (_, asked) => Array.from(counts.subarray(asked * classes, (asked + 1) * classes)));
  const all = counts.reduce((sum, count) => sum + count, 0);
  const right = rows.reduce((sum, row, asked) => sum + row[asked], 0);
  return (
    <>
      <p className="instrument-about">
        {words.about(format.whole(all), format.whole(update))} {words.right(format.whole(right), format.whole(all))}.
      </p>
      <div className="confusion-scroll" tabIndex={0} role="region" aria-label={words.title}>
        <table className="confusion-table">
          <thead>
            <tr>
              <th scope="col">
                {words.asked} ↓ {words.answered} →
              </th>
              {rows.map((_, answered) => (
                <th key={answered} scope="col">
                  {names[answered]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, asked) => {
              const total = row.reduce((sum, count) => sum + count, 0);
              return (
                <tr key={asked}>
                  <th scope="row">{names[asked]}</th>
                  {row.map((count, answered) => (
                    <td
                      key={answered}
                      data-asked={asked}
                      data-answered={answered}
                      data-count={count}
                      style={{ background: groundOf(count / Math.max(1, total), asked === answered) }}
                    >
                      {format.whole(count)}
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** Right answers in one hue, wrong ones in another, each by its share. */
function groundOf(share: number, right: boolean): string {
  return `color-mix(in srgb, var(${right ? '--output' : '--forget'}) ${(share * 45).toFixed(1)}%, transparent)`;
}
