/** Clipping in its panel: the gradient's norm before and after, of the last update and of a held-out batch at the present weights. */
import type { ClippedNorm, Clipping } from '../../model/instruments';
import { formatPercent, formatTick, formatValue } from '../format';
import { InstrumentPanel, type InstrumentProps } from './instrument-panel';
import type { InstrumentLabels } from './labels';

interface Props extends InstrumentProps {
  readonly clipping: Clipping | null;
}

export function ClippingPanel({ clipping, ...frame }: Props) {
  const { labels } = frame;
  const words = labels.clipping;
  return (
    <InstrumentPanel {...frame} hue="gradient" legend={clipping && <span className="panel-note">{sayClip(clipping, labels)}</span>}>
      {clipping && (
        <div className="instrument-scroll" role="region" aria-label={labels.instruments.clipping.name} tabIndex={0}>
          <table className="instrument-table">
            <thead>
              <tr>
                <th scope="col">{words.gradient}</th>
                <th scope="col">{words.before}</th>
                <th scope="col">{words.after}</th>
                <th scope="col">{clipping.measured.clippedShare === null ? words.factor : words.share}</th>
              </tr>
            </thead>
            <tbody>
              {clipping.last && <NormRow name={words.last} id="last" norm={clipping.last} share={null} labels={labels} />}
              <NormRow
                name={`${words.measured} (${labels.heldOut(String(clipping.measured.batch.rows))})`}
                id="measured"
                norm={clipping.measured}
                share={clipping.measured.clippedShare}
                labels={labels}
              />
            </tbody>
          </table>
        </div>
      )}
    </InstrumentPanel>
  );
}

function sayClip({ clip }: Clipping, { clipping: words, decimal }: InstrumentLabels): string {
  if (clip === null) return words.off;
  return 'norm' in clip ? words.byNorm(formatTick(clip.norm, decimal)) : words.byValue(formatTick(clip.value, decimal));
}

interface RowProps {
  readonly name: string;
  readonly id: string;
  readonly norm: ClippedNorm;
  readonly share: number | null;
  readonly labels: InstrumentLabels;
}

function NormRow({ name, id, norm: { before, after, coefficient }, share, labels: { decimal } }: RowProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-testid={`clip.${id}.before`} data-value={String(before)}>
        {formatValue(before, decimal)}
      </td>
      <td data-testid={`clip.${id}.after`} data-value={String(after)}>
        {formatValue(after, decimal)}
      </td>
      <td>{share !== null ? formatPercent(share) : coefficient === null ? '–' : formatValue(coefficient, decimal)}</td>
    </tr>
  );
}
