/** Draws the rows of the sequence: letters, bars with what was asked beside what was answered, and the one answer of a sequence. */
import { memo } from 'react';
import type { Answer, Symbols } from './answer';
import { formatValue } from './format';
import type { StageLabels } from './labels';
import { type GridRow, type PictureRow, type SequenceRow, visibleSymbol } from './sequence-layout';
import { cssColour } from './theme/palette';
import { columnCentre, isVisible, type TimeAxis } from './time-axis';

interface Props {
  readonly row: Exclude<SequenceRow, GridRow | PictureRow>;
  readonly axis: TimeAxis;
  readonly symbols: Symbols;
  readonly labels: StageLabels;
  readonly label: string;
}

/** A letter's width, and the most letters of a word that are drawn; the table holds the rest. */
const LETTER = 7.2;
const LONGEST = 12;
/** How far words lean where they do not fit side by side, degrees. */
const LEAN = 55;

function sequenceRowHeight(row: Props['row'], axis: TimeAxis): number {
  if (row.kind === 'bars') return 30;
  return row.kind === 'letters' && leans(row, axis) ? 14 + LETTER * Math.sin((LEAN * Math.PI) / 180) * longestOf(row) : 20;
}

function longestOf({ letters }: Extract<SequenceRow, { kind: 'letters' }>): number {
  return letters.reduce((longest, { text }) => Math.max(longest, Math.min(LONGEST, text.length)), 0);
}

/** Whether words are too long for their columns. */
function leans(row: Extract<SequenceRow, { kind: 'letters' }>, axis: TimeAxis): boolean {
  const longest = longestOf(row);
  return longest > 3 && longest * LETTER > axis.column;
}

export const SequenceRowPlot = memo(function SequenceRowPlot({ row, axis, symbols, labels, label }: Props) {
  const height = sequenceRowHeight(row, axis);
  return (
    <svg className="sequence" role="img" aria-label={label} width={axis.width} height={height} overflow="visible">
      {row.kind === 'letters' && drawLetters(row, axis, leans(row, axis) ? height : null)}
      {row.kind === 'bars' && drawBars(row, axis, height - 4)}
      {row.kind === 'answers' && drawAnswers(row, axis, symbols, labels)}
    </svg>
  );
});

/** @param leaning the row's height where its words lean; null where they stand side by side */
function drawLetters(row: Extract<SequenceRow, { kind: 'letters' }>, axis: TimeAxis, leaning: number | null) {
  return row.letters.map(({ t, text, tone, hue }) => (
    <text
      key={t}
      className={`letter letter-${tone}`}
      {...(leaning === null
        ? { x: columnCentre(axis, t), y: 14, textAnchor: 'middle', fontSize: Math.min(12, axis.column / 0.6) }
        : {
            transform: `translate(${String(columnCentre(axis, t) + 2)} ${String(leaning - 4)}) rotate(${String(-LEAN)})`,
            fontSize: Math.min(12, axis.column / 1.1),
          })}
      fill={cssColour(hue ?? (tone === 'blank' ? 'softInk' : tone === 'wrong' ? 'positive' : 'ink'))}
    >
      {tone === 'blank' ? '·' : text.length > LONGEST && leaning !== null ? `${text.slice(0, LONGEST - 1)}…` : text}
    </text>
  ));
}

function drawBars(row: Extract<SequenceRow, { kind: 'bars' }>, axis: TimeAxis, height: number) {
  const toY = (value: number): number => 2 + height * (1 - Math.max(0, Math.min(1, (value - row.low) / (row.high - row.low))));
  const zero = toY(0);
  const width = Math.max(1, Math.min(10, axis.column * 0.5));
  return (
    <>
      <line x1={0} x2={axis.width} y1={zero} y2={zero} stroke={cssColour('hairline')} />
      {row.bars.map(({ t, value, target }) => {
        const x = columnCentre(axis, t);
        const y = toY(value);
        if (target === null) {
          return <rect key={t} x={x - width / 2} y={Math.min(y, zero)} width={width} height={Math.abs(zero - y)} fill={cssColour('softInk')} />;
        }
        return (
          <g key={t}>
            <line x1={x - width / 2 - 1} x2={x + width / 2 + 1} y1={toY(target)} y2={toY(target)} stroke={cssColour('ink')} strokeWidth={2} />
            <circle cx={x} cy={y} r={Math.min(3, width / 2)} fill={cssColour('hidden')} />
          </g>
        );
      })}
    </>
  );
}

function drawAnswers(row: Extract<SequenceRow, { kind: 'answers' }>, axis: TimeAxis, symbols: Symbols, labels: StageLabels) {
  const visible = isVisible(axis, row.t);
  const x = visible ? columnCentre(axis, row.t) : row.t < axis.first ? 0 : axis.width;
  const toRight = x < axis.width / 2;
  const [first] = row.answers;
  const single = visible && row.answers.length === 1 && first.kind === 'class' ? first : null;
  const written = row.answers.map((answer) => writeAnswer(answer, symbols, labels)).join('   ');
  // Where its step is outside the window, the answer stands at the edge nearest to it, and says which step it is of.
  const letter = first.kind === 'class' ? `${visibleSymbol(symbols.outputs[first.prediction], first.prediction)}  ` : '';
  const text = visible ? written : `${labels.step} ${String(row.t)}: ${letter}${written}`;
  return (
    <>
      <text className="number-text" x={x + (toRight ? 12 : single ? -12 : visible ? 6 : 0)} y={14} textAnchor={toRight ? 'start' : 'end'}>
        {text}
      </text>
      {single && (
        <text
          className="letter"
          fontSize={12}
          x={x}
          y={14}
          textAnchor="middle"
          fill={cssColour(single.prediction === single.target ? 'ink' : 'positive')}
        >
          {visibleSymbol(symbols.outputs[single.prediction], single.prediction)}
        </text>
      )}
    </>
  );
}

/** `p 0.9980  target c` beside the predicted letter, or the two values. */
function writeAnswer(answer: Answer, symbols: Symbols, labels: StageLabels): string {
  const write = (value: number): string => formatValue(value, labels.decimal);
  if (answer.kind === 'value') return `${write(answer.prediction)}  ${labels.asked} ${write(answer.target)}`;
  return `${labels.probability} ${write(answer.probability)}  ${labels.asked} ${visibleSymbol(symbols.outputs[answer.target], answer.target)}`;
}
