/** Draws one example of a task: its symbols, its curves, its pictures. */
import { type ReactNode, useMemo } from 'react';
import { palettes, type ThemeName } from '../../views/theme/palette';
import { Pixels } from '../../views/pixels';
import { useWords } from '../messages/catalogue';
import type { CardsWords } from '../messages/cards/en';
import { curvePoints, picturePixels } from './sample-marks';
import type { Sample, SampleRow } from './sample';

interface Props {
  readonly sample: Sample;
  readonly words: CardsWords['card'];
  readonly theme: ThemeName;
}

/** Of a curve's box. */
const curve = { width: 240, height: 34 };
const longest = { symbols: 60, picture: 320 };

export function SampleView({ sample, words, theme }: Props): ReactNode {
  return (
    <div className="sample">
      {sample.map((row, k) => (
        <div key={k} className="sample-row" data-role={row.role}>
          <span className="sample-role">{words[row.role]}</span>
          <Row row={row} words={words} theme={theme} />
        </div>
      ))}
    </div>
  );
}

interface RowProps<Kind> extends Omit<Props, 'sample'> {
  readonly row: Kind;
}

function Row({ row, words, theme }: RowProps<SampleRow>): ReactNode {
  const { format } = useWords();
  if (row.kind === 'steps') return <Steps row={row} />;
  if (row.kind === 'curve') {
    return (
      <span className="sample-curve">
        <svg viewBox={`0 0 ${String(curve.width)} ${String(curve.height)}`} preserveAspectRatio="none" role="img" aria-label={row.name}>
          <polyline points={curvePoints(row.values, curve)} />
        </svg>
        <span className="number">{row.name}</span>
      </span>
    );
  }
  if (row.kind === 'picture') return <Picture row={row} words={words} theme={theme} />;
  return (
    <span className="number">
      {row.name} = {Number.isInteger(row.value) ? format.whole(row.value) : format.significant(row.value)}
    </span>
  );
}

function Steps({ row: { steps, words } }: { readonly row: Extract<SampleRow, { kind: 'steps' }> }): ReactNode {
  const shown = steps.slice(0, longest.symbols);
  const paired = shown.some(({ asked }) => asked !== null);
  return (
    <span className="sample-steps number" data-words={words || paired}>
      {shown.map(({ read, asked }, t) => (
        <span key={t} className="sample-step">
          <span>{read}</span>
          {paired && <b>{asked ?? ''}</b>}
        </span>
      ))}
      {steps.length > shown.length && <span>…</span>}
    </span>
  );
}

function Picture({ row, words, theme }: RowProps<Extract<SampleRow, { kind: 'picture' }>>): ReactNode {
  const { format } = useWords();
  const palette = palettes[theme];
  const T = row.values.length / row.channels;
  const pixels = useMemo(() => picturePixels(row, palette), [row, palette]);
  const width = Math.min(longest.picture, T * 12);
  return (
    <span className="sample-picture">
      <Pixels
        pixels={pixels}
        columns={T}
        rows={row.channels}
        width={width}
        height={Math.min(row.channels * 8, 64)}
        label={words.channels(format.whole(row.channels), format.whole(T))}
      />
    </span>
  );
}
