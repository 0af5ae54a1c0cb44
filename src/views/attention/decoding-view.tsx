/** A decoder's own answer, written token by token: the links of each step, what the step chose from, and the heatmap of all that is written. */
import { type CSSProperties, type ReactNode, useId, useMemo, useState } from 'react';
import type { Symbols } from '../answer';
import { Panel } from '../panel';
import { formatValue } from '../format';
import type { StageFrame } from '../stage-layout';
import { writeCsv } from '../table';
import type { Palette } from '../theme/palette';
import { layoutTimeAxis } from '../time-axis';
import { useReveal } from '../use-reveal';
import { type Decoding, nameSource, nameToken } from './decoding';
import { DecodingGrid, type Entry } from './decoding-grid';
import { tabulateDecoding } from './decoding-table';
import type { DecodingLabels } from './labels';
import { Links, type LinkSymbol } from './links';
import { StepCard } from './step-card';
import './attention.css';

interface Props {
  readonly decoding: Decoding;
  readonly symbols: Symbols;
  readonly frame: StageFrame;
  readonly palette: Palette;
  readonly labels: DecodingLabels;
  /** Steps that are written at first; all without it. */
  readonly start?: number;
  /** What is worked out of the entry at hand. */
  readonly work?: (entry: Entry) => ReactNode;
  readonly onSave?: (fileName: string, text: string) => void;
}

export function DecodingView({ decoding, symbols, frame, palette, labels, start, work, onSave }: Props) {
  const sliderId = useId();
  const { source, steps } = decoding;
  const all = steps.length;
  /** null: however many there are. */
  const [wanted, setWanted] = useState<number | null>(start ?? null);
  const shown = Math.min(wanted ?? all, all);
  const [asked, setEntry] = useState<Entry>(() => ({ u: shown - 1, s: mostOf(decoding, shown - 1) ?? 0 }));
  const entry = { u: Math.max(0, Math.min(asked.u, shown - 1)), s: Math.min(asked.s, source.length - 1) };
  const [first, setFirst] = useState({ source: 0, target: 0 });
  const sourceAxis = layoutTimeAxis(source.length, frame.plot, first.source);
  const targetAxis = layoutTimeAxis(all, frame.plot, first.target);
  useReveal(sourceAxis, entry.s, (step) => {
    setFirst({ ...first, source: step });
  });
  useReveal(targetAxis, entry.u, (step) => {
    setFirst({ ...first, target: step });
  });
  const write = (steps: number): void => {
    const next = Math.max(0, Math.min(all, steps));
    setWanted(next === all ? null : next);
    setEntry({ u: Math.max(0, next - 1), s: mostOf(decoding, next - 1) ?? entry.s });
  };
  const attends = steps.some(({ weights }) => weights !== null);
  const rows = useMemo(() => steps.slice(0, shown).map(({ weights }, target) => ({ target, weights: weights ?? [] })), [steps, shown]);
  const ends = useMemo(() => symbolsOf(decoding, shown, symbols), [decoding, shown, symbols]);
  const chosen = shown === 0 ? null : entry.u;
  return (
    <div className="decoding" data-testid="decoding" data-update={decoding.update} data-written={shown}>
      <div style={plotOf(frame.plot)}>
        <Panel label={labels.stepper} close>
          <div className="decoding-stepper">
            {(
              [
                ['M3 3v10M13 3L6 8l7 5z', labels.first, 0],
                ['M11 3L4 8l7 5z', labels.back, shown - 1],
                ['M5 3l7 5-7 5z', labels.forward, shown + 1],
                ['M3 3l7 5-7 5zM13 3v10', labels.last, all],
              ] as const
            ).map(([path, name, to]) => (
              <button
                key={name}
                type="button"
                className="decoding-button"
                aria-label={name}
                data-hint={name}
                aria-disabled={to < 0 || to > all || to === shown}
                onClick={() => {
                  write(to);
                }}
              >
                <svg width={16} height={16} aria-hidden>
                  <path d={path} fill="currentcolor" stroke="currentcolor" strokeWidth={1.5} strokeLinejoin="round" />
                </svg>
              </button>
            ))}
            <input
              id={sliderId}
              type="range"
              min={0}
              max={all}
              value={shown}
              aria-label={labels.stepper}
              aria-valuetext={labels.written(String(shown), String(all))}
              onChange={(event) => {
                write(event.target.valueAsNumber);
              }}
            />
            <output htmlFor={sliderId}>{labels.written(String(shown), String(all))}</output>
          </div>
        </Panel>
      </div>
      <div style={plotOf(Math.max(sourceAxis.width, targetAxis.width))}>
        <Panel label={labels.links} hue={attends ? 'attention' : undefined} legend={<span className="panel-note">{labels.linksAbout}</span>}>
          <Links
            rows={rows}
            source={sourceAxis}
            target={targetAxis}
            sourceSymbols={ends.source}
            targetSymbols={ends.written}
            readSymbols={ends.read}
            chosen={chosen}
            looked={chosen === null ? null : entry.s}
            label={labels.links}
          />
        </Panel>
      </div>
      <div style={plotOf(frame.plot)}>
        <Panel label={labels.step}>
          {chosen === null ? (
            <p className="decoding-nothing">{labels.nothing}</p>
          ) : (
            <StepCard decoding={decoding} u={chosen} symbols={symbols} labels={labels} />
          )}
        </Panel>
      </div>
      {attends && (
        <div style={plotOf(sourceAxis.width)}>
          <DecodingGrid
            decoding={decoding}
            shown={shown}
            entry={entry}
            onEntry={setEntry}
            axis={sourceAxis}
            symbols={symbols}
            narrow={frame.narrow}
            palette={palette}
            labels={labels}
          />
        </div>
      )}
      <DecodingRows decoding={decoding} shown={shown} symbols={symbols} labels={labels} onSave={onSave} />
      {chosen !== null && attends && work?.(entry)}
    </div>
  );
}

function plotOf(width: number): CSSProperties {
  return { '--plot': `${String(width)}px` } as CSSProperties;
}

/** The source step that a written step looks at most. */
function mostOf({ steps }: Decoding, u: number): number | null {
  const weights = u < 0 ? null : steps[u].weights;
  return weights && weights.indexOf(Math.max(...weights));
}

/** The symbols at the links' ends, and what each step reads. */
function symbolsOf(decoding: Decoding, shown: number, symbols: Symbols): Readonly<Record<'source' | 'written' | 'read', readonly LinkSymbol[]>> {
  const nameOf = (token: number): string => nameToken(symbols, token);
  return {
    source: decoding.source.map((_, s) => ({ text: nameSource(decoding, symbols, s) })),
    written: decoding.steps.map(({ writes, target }, u): LinkSymbol => {
      if (u >= shown) return { text: '·', tone: 'waiting' };
      return target !== null && target !== writes ? { text: nameOf(writes), tone: 'wrong' } : { text: nameOf(writes) };
    }),
    read: decoding.steps.map(({ reads }, u): LinkSymbol => (u > shown ? { text: '·', tone: 'waiting' } : { text: nameOf(reads) })),
  };
}

interface RowsProps extends Pick<Props, 'decoding' | 'symbols' | 'labels' | 'onSave'> {
  readonly shown: number;
}

function DecodingRows({ decoding, shown, symbols, labels, onSave }: RowsProps) {
  const [open, setOpen] = useState(false);
  const table = open ? tabulateDecoding(decoding, shown, symbols) : null;
  const names: Readonly<Record<string, string>> = {
    u: labels.columns.step,
    reads: labels.columns.reads,
    writes: labels.columns.writes,
    probability: labels.columns.probability,
    entropy_bits: labels.entropy,
  };
  return (
    <details
      className="stage-table"
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>{labels.showTable}</summary>
      {table && (
        <>
          {onSave && (
            <button
              type="button"
              className="decoding-save"
              onClick={() => {
                onSave('decoding.csv', writeCsv(table));
              }}
            >
              {labels.saveCsv}
            </button>
          )}
          <div className="stage-table-scroll" role="region" aria-label={labels.showTable} tabIndex={0}>
            <table>
              <thead>
                <tr>
                  {table.head.map((name, k) => (
                    <th key={k} scope="col">
                      {names[name] ?? name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {table.rows.map(([u, ...values]) => (
                  <tr key={u}>
                    <th scope="row">{u}</th>
                    {values.map((value, k) => (
                      <td key={k}>{typeof value === 'number' ? formatValue(value, labels.decimal) : value}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </details>
  );
}
