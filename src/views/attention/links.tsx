/** Draws the links between a decoder and its source, with the symbols at both ends. */
import { memo } from 'react';
import { cssColour } from '../theme/palette';
import { columnCentre, isVisible, type TimeAxis } from '../time-axis';
import { layoutLinks, linkRows, type LinkRow, pathOf } from './links-layout';

/** A symbol at the end of links; `wrong`: not what was asked for, `waiting`: not written yet. */
export interface LinkSymbol {
  readonly text: string;
  readonly tone?: 'wrong' | 'waiting';
}

interface Props {
  readonly rows: readonly LinkRow[];
  readonly source: TimeAxis;
  readonly target: TimeAxis;
  readonly sourceSymbols: readonly LinkSymbol[];
  readonly targetSymbols: readonly LinkSymbol[];
  /** What each step reads, drawn below what it writes, with the arrow that feeds it; none without it. */
  readonly readSymbols?: readonly LinkSymbol[];
  /** The target step at hand, and the source step under the cursor. */
  readonly chosen: number | null;
  readonly looked: number | null;
  /** Whether the link between the two is selected. */
  readonly selected?: boolean;
  readonly label: string;
}

const WRITTEN = linkRows.bottom + 13;
const READ = WRITTEN + 36;

export const Links = memo(function Links(props: Props) {
  const { rows, source, target, sourceSymbols, targetSymbols, readSymbols, chosen, looked, selected = false, label } = props;
  const space = { source, target, ...linkRows };
  const height = (readSymbols ? READ : WRITTEN) + 5;
  const width = Math.max(source.width, target.width);
  return (
    <svg className="attention-links" role="img" aria-label={label} width={width} height={height} overflow="visible">
      <Curves rows={rows} source={source} target={target} chosen={chosen} />
      {selected && chosen !== null && looked !== null && isVisible(source, looked) && isVisible(target, chosen) && (
        <path className="attention-link-selected" d={pathOf(space, chosen, looked)} data-selected={`${String(chosen)} ${String(looked)}`} />
      )}
      {readSymbols && drawFeeding(target, targetSymbols, chosen)}
      <Symbols axis={source} symbols={sourceSymbols} y={12} chosen={looked} />
      <Symbols axis={target} symbols={targetSymbols} y={WRITTEN} chosen={chosen} />
      {readSymbols && <Symbols axis={target} symbols={readSymbols} y={READ} chosen={chosen} />}
    </svg>
  );
});

const Curves = memo(function Curves({ rows, source, target, chosen }: Pick<Props, 'rows' | 'source' | 'target' | 'chosen'>) {
  return (
    <g fill="none" stroke={cssColour('attention')} strokeLinecap="round">
      {layoutLinks(rows, chosen, { source, target, ...linkRows }).map(({ target: u, source: s, weight, path, width, opacity }) => (
        <path
          key={`${String(u)} ${String(s)}`}
          d={path}
          strokeWidth={width}
          strokeOpacity={opacity}
          data-target={u}
          data-source={s}
          data-weight={u === chosen ? String(weight) : undefined}
        />
      ))}
    </g>
  );
});

interface SymbolsProps {
  readonly axis: TimeAxis;
  readonly symbols: readonly LinkSymbol[];
  readonly y: number;
  readonly chosen: number | null;
}

const Symbols = memo(function Symbols({ axis, symbols, y, chosen }: SymbolsProps) {
  const size = Math.min(12, axis.column / 0.6);
  return symbols.map(({ text, tone }, t) => {
    if (!isVisible(axis, t)) return null;
    const wide = text.length > 1 ? Math.min(size, axis.column / (0.62 * text.length)) : size;
    return (
      <text
        key={t}
        className={`letter${t === chosen ? ' number-chosen' : ''}${tone === 'wrong' ? ' letter-wrong' : ''}`}
        x={columnCentre(axis, t)}
        y={y}
        textAnchor="middle"
        fontSize={Math.max(6, wide)}
        fill={cssColour(tone === 'wrong' ? 'positive' : tone === 'waiting' ? 'softInk' : 'ink')}
      >
        {text}
      </text>
    );
  });
});

/** From each symbol that is written to the step after it, which reads it. */
function drawFeeding(axis: TimeAxis, written: readonly LinkSymbol[], chosen: number | null) {
  const [from, to] = [WRITTEN + 4, READ - 12];
  return written.slice(0, -1).map(({ tone }, t) => {
    if (!isVisible(axis, t) || !isVisible(axis, t + 1) || tone === 'waiting') return null;
    const [x1, x2] = [columnCentre(axis, t), columnCentre(axis, t + 1)];
    const own = t + 1 === chosen;
    const colour = cssColour(own ? 'ink' : 'softInk');
    return (
      <g key={t} opacity={own ? 1 : 0.45} data-feeds={t + 1}>
        <path d={`M${x1} ${from}C${x1} ${to - 2} ${x2} ${from} ${x2} ${to}`} fill="none" stroke={colour} strokeWidth={own ? 1.5 : 1} />
        <path d={`M${x2 - 3} ${to - 4}L${x2} ${to}L${x2 + 3} ${to - 4}`} fill="none" stroke={colour} strokeWidth={own ? 1.5 : 1} />
      </g>
    );
  });
}
