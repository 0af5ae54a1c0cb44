/** Truncation in its panel: of every tensor the angle between the gradient that truncation leaves and the full one, as a bar from 0 to 1 and in numbers. */
import type { GradientAngle, Truncation } from '../../model/instruments';
import { formatValue } from '../format';
import { cssColour } from '../theme/palette';
import { InstrumentPanel, type InstrumentProps } from './instrument-panel';

interface Props extends InstrumentProps {
  readonly truncation: Truncation | null;
  /** Steps between cuts that are asked for, and how to ask for others. */
  readonly every: number;
  readonly onEvery: (every: number) => void;
  /** The most that has an effect: the example's steps. */
  readonly most: number;
}

const BAR = 64;

export function TruncationPanel({ truncation, every, onEvery, most, ...frame }: Props) {
  const { labels } = frame;
  const words = labels.truncation;
  return (
    <InstrumentPanel
      {...frame}
      hue="gradient"
      legend={
        <>
          <label className="instrument-choice">
            {words.every}{' '}
            <input
              type="number"
              min={1}
              max={most}
              value={every}
              onChange={(event) => {
                const entered = Number(event.target.value);
                if (Number.isInteger(entered) && entered >= 1) onEvery(entered);
              }}
            />
          </label>
          {truncation && <span className="panel-note">{labels.heldOut(String(truncation.batch.rows))}</span>}
        </>
      }
    >
      {truncation && (
        <div className="instrument-scroll" role="region" aria-label={labels.instruments.truncation.name} tabIndex={0}>
          <table className="instrument-table">
            <thead>
              <tr>
                <th scope="col">{words.parameter}</th>
                <th scope="col" colSpan={2}>
                  {words.cosine}
                </th>
                <th scope="col">{words.full}</th>
                <th scope="col">{words.truncated}</th>
              </tr>
            </thead>
            <tbody>
              <AngleRow name={words.all} id="all" angle={truncation.total} labels={labels} />
              {truncation.parameters.map((angle) => (
                <AngleRow key={angle.parameter} name={angle.parameter} id={angle.parameter} angle={angle} labels={labels} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </InstrumentPanel>
  );
}

interface RowProps extends Pick<InstrumentProps, 'labels'> {
  readonly name: string;
  readonly id: string;
  readonly angle: GradientAngle;
}

function AngleRow({ name, id, angle: { cosine, fullNorm, truncatedNorm }, labels: { decimal } }: RowProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <svg aria-hidden width={BAR} height={9}>
          <rect width={BAR} height={9} fill={cssColour('zero')} />
          <rect width={BAR * Math.max(0, cosine ?? 0)} height={9} fill={cssColour('gradient')} />
        </svg>
      </td>
      <td data-testid={`cosine.${id}`} data-value={cosine === null ? undefined : String(cosine)}>
        {cosine === null ? '–' : formatValue(cosine, decimal)}
      </td>
      <td>{formatValue(fullNorm, decimal)}</td>
      <td>{formatValue(truncatedNorm, decimal)}</td>
    </tr>
  );
}
