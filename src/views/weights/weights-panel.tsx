/** The weights of the scan that the stage shows, in their panel: a block a gate, every number within reach of pointer and keys. */
import { type KeyboardEvent, type PointerEvent, useId, useMemo, useState } from 'react';
import type { WeightSheets } from '../../model/instruments';
import type { ParameterEntry } from '../../model/parameters';
import type { CellKind } from '../../model/spec';
import { formatTick, formatValue } from '../format';
import { InstrumentPanel, type InstrumentProps } from '../instruments/instrument-panel';
import type { InstrumentLabels } from '../instruments/labels';
import type { StagePlace } from '../instruments/place';
import { gradientScale } from '../log-scale';
import type { GateName } from '../quantity';
import { RelativeSwitch } from '../relative-switch';
import { MagnitudeLegend } from '../scale-legend';
import { cssColour } from '../theme/palette';
import { Turn } from '../turns/turn';
import { useAt } from '../use-at';
import { useSpoken } from '../use-spoken';
import { entryOf, largestOf, matrixAt, placeOfEntry, readEntry, readSheet, type Sheet, type SheetPlace, type SheetSide, weightRange } from './sheet';
import { SheetBlock } from './sheet-block';
import { layoutSheet, magnitudeColours, movePlace, placeAt, type SheetLayout, signedColours } from './sheet-layout';
import './weights.css';

interface Props extends InstrumentProps {
  readonly weights: WeightSheets | null;
  readonly cell: CellKind;
  readonly place: StagePlace;
  /** How the gates are called. */
  readonly gates: Readonly<Record<GateName, string>>;
  /** The number that is selected, and who keeps it. */
  readonly entry: ParameterEntry | null;
  readonly onEntry: (entry: ParameterEntry | null, at: { readonly unit: number; readonly gate: GateName | null } | null) => void;
}

/** Left of the blocks their names stand; on a phone above them. */
const NAMES = 84;
/** Of a block, and of all: more rows than that show one block at a time. */
const HEIGHTS = { block: 100, all: 440 };
const LARGE = { block: 220, all: 1100 };

export function WeightsPanel({ weights, cell, place, gates, entry, onEntry, ...frame }: Props) {
  const keysId = useId();
  const { labels } = frame;
  const words = labels.weights;
  const { frame: stage, palette, at, order, relative } = place;
  const gateAtHand = useAt(at, (each) => each.cursor()?.gate ?? null);
  const unitAtHand = useAt(at, (each) => each.cursor()?.unit ?? null);
  const [side, setSide] = useState<SheetSide>('weights');
  const [asked, setAsked] = useState<number | null>(null);
  const [hovered, setHovered] = useState<SheetPlace | null>(null);
  const sheet = useMemo(() => weights && readSheet(cell, weights, place.scan), [weights, cell, place.scan]);
  const isLarge = frame.large.large?.on === true;
  const heights = isLarge ? LARGE : HEIGHTS;
  const width = stage.narrow ? stage.plot : stage.plot - NAMES;
  const layout = useMemo(() => sheet && layoutSheet(sheet, width, heights.block, isLarge), [sheet, width, heights, isLarge]);
  const range = useMemo(() => (sheet ? (side === 'weights' ? weightRange(sheet) : largestOf(sheet, side) || 1) : 1), [sheet, side]);
  const signed = side === 'weights' || relative.on;
  const colours = useMemo(() => (signed ? signedColours(range, palette) : magnitudeColours(palette)), [signed, range, palette]);
  const units = useMemo(() => (order.length === sheet?.H ? order : Array.from({ length: sheet?.H ?? 0 }, (_, unit) => unit)), [order, sheet]);
  if (sheet === null || layout === null) return <InstrumentPanel {...frame}>{null}</InstrumentPanel>;
  const selected = entry && placeOfEntry(sheet, entry);
  const single = sheet.gates.length * layout.blockHeight > heights.all;
  const focused = selected?.block ?? Math.max(0, sheet.gates.indexOf(sheet.gates.find((each) => each === gateAtHand) ?? null));
  const only = Math.min(sheet.gates.length - 1, asked ?? focused);
  const blocks = sheet.gates.map((gate, block) => ({ gate, block })).filter(({ block }) => !single || block === only);
  const nameOf = (gate: GateName | null): string => (gate === null ? words.all : gates[gate]);
  const select = (to: SheetPlace): void => {
    onEntry(entryOf(sheet, to), { unit: to.unit, gate: sheet.gates[to.block] });
    if (single) setAsked(to.block);
  };
  const find = (event: { readonly target: EventTarget; readonly clientX: number; readonly clientY: number }): SheetPlace | null => {
    const plot = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-sheet-block]') : null;
    if (!plot) return null;
    const { left, top } = plot.getBoundingClientRect();
    return placeAt(layout, units, Number(plot.dataset.sheetBlock), event.clientX - left, event.clientY - top);
  };
  const follow = (event: PointerEvent<HTMLElement>): void => {
    const found = find(event);
    setHovered((before) => (isSame(before, found) ? before : found));
  };
  const walk = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Escape') {
      onEntry(null, null);
      return;
    }
    const from = selected ?? { block: only, unit: unitAtHand ?? 0, column: 0 };
    const to = movePlace(sheet, units, from, event.key);
    if (!to) return;
    event.preventDefault();
    select(selected ? to : from);
  };
  const shown = hovered ?? selected;
  return (
    <InstrumentPanel
      {...frame}
      hue="hidden"
      legend={
        <>
          {signed ? <SignedLegend range={range} labels={labels} /> : <MagnitudeLegend hue="gradient" scale={gradientScale} />}
          <label className="instrument-choice">
            {words.show}{' '}
            <select
              value={side}
              onChange={(event) => {
                setSide(event.target.value === 'gradient' ? 'gradient' : 'weights');
              }}
            >
              <option value="weights">{words.weights}</option>
              <option value="gradient">{words.gradient}</option>
            </select>
          </label>
          {side === 'gradient' && <RelativeSwitch relative={relative} label={labels.relative} about={words.relativeHides} />}
          {single && (
            <label className="instrument-choice">
              {words.oneGate}{' '}
              <select
                value={only}
                onChange={(event) => {
                  setAsked(Number(event.target.value));
                }}
              >
                {sheet.gates.map((gate, block) => (
                  <option key={block} value={block}>
                    {nameOf(gate)}
                  </option>
                ))}
              </select>
            </label>
          )}
          {relative.on && side === 'gradient' && <span className="panel-note">{words.relativeHides}</span>}
          {layout.cell.width < 2 && <span className="panel-note">{words.dense}</span>}
        </>
      }
    >
      <p id={keysId} className="for-readers">
        {words.keys}
      </p>
      <SheetReadout sheet={sheet} at={shown} gates={nameOf} labels={labels} />
      <div
        className="sheet"
        role="application"
        tabIndex={0}
        aria-label={labels.instruments.weights.name}
        aria-describedby={keysId}
        onPointerMove={follow}
        onPointerLeave={() => {
          setHovered(null);
        }}
        onClick={(event) => {
          const found = find(event);
          if (found) select(found);
        }}
        onKeyDown={walk}
      >
        <Heads layout={layout} narrow={stage.narrow} />
        {blocks.map(({ gate, block }) => (
          <Turn key={block} of={block} always later>
            <SheetBlock
              sheet={sheet}
              layout={layout}
              block={block}
              side={side}
              colours={colours}
              range={range}
              order={units}
              unit={unitAtHand}
              selected={selected}
              hovered={hovered}
              name={nameOf(gate)}
              hue={gate ?? 'hidden'}
              line={palette.paper}
              histogramName={words.spread(nameOf(gate))}
            />
          </Turn>
        ))}
      </div>
    </InstrumentPanel>
  );
}

function SignedLegend({ range, labels }: { readonly range: number; readonly labels: InstrumentLabels }) {
  const [low, high] = range >= 1e-3 && range < 1e4 ? [formatTick(-range, labels.decimal), formatTick(range, labels.decimal)] : [null, null];
  return (
    <span className="legend" data-testid="sheet-range" data-value={String(range)}>
      <span>{low ?? formatValue(-range, labels.decimal)}</span>
      <span
        className="legend-bar"
        style={{ backgroundImage: `linear-gradient(to right, ${cssColour('negative')}, ${cssColour('zero')}, ${cssColour('positive')})` }}
      />
      <span>{high ?? formatValue(range, labels.decimal)}</span>
    </span>
  );
}

const GRADIENT = '∂L/∂W';

/** A matrix narrower than its name leaves the lower line to the next one's. */
const NARROW_HEAD = 84;

/** What the matrices are called, above their columns. */
const symbols = { input: 'W_ih', recurrent: 'W_hh', inputBias: 'b_ih', recurrentBias: 'b_hh' } as const;

function Heads({ layout: { boxes, width }, narrow }: { readonly layout: SheetLayout; readonly narrow: boolean }) {
  return (
    <svg className={narrow ? 'sheet-heads' : 'sheet-heads sheet-heads-beside'} aria-hidden width={width} height={26} overflow="visible">
      {boxes.map(({ matrix, x, width: boxWidth }) => {
        const bias = matrix.columns === 1;
        return (
          <text
            key={matrix.parameter}
            className="number-text"
            x={bias ? x + boxWidth / 2 : x}
            y={matrix.kind === 'inputBias' || (matrix.kind === 'input' && boxWidth < NARROW_HEAD) ? 10 : 22}
            textAnchor={bias ? 'middle' : 'start'}
          >
            {bias ? symbols[matrix.kind] : `${symbols[matrix.kind]} · ${matrix.kind === 'input' ? 'x' : 'h'} (${String(matrix.columns)})`}
          </text>
        );
      })}
    </svg>
  );
}

interface ReadoutProps {
  readonly sheet: Sheet;
  readonly at: SheetPlace | null;
  readonly gates: (gate: GateName | null) => string;
  readonly labels: InstrumentLabels;
}

/** The number under the pointer or the one selected: what it joins, its value and its gradient; as high when there is none. */
function SheetReadout({ sheet, at, gates, labels }: ReadoutProps) {
  const words = labels.weights;
  const sentence = at === null ? '' : saySheet(sheet, at, gates, labels);
  const spoken = useSpoken(sentence, at === null ? '' : [at.block, at.unit, at.column].join(' '), at === null);
  if (at === null) return <p className="sheet-readout">{words.hint}</p>;
  const matrix = matrixAt(sheet, at.column);
  const { parameter, row, column } = entryOf(sheet, at);
  const [value, gradient] = [readEntry(sheet, 'weights', at), readEntry(sheet, 'gradient', at)];
  return (
    <p className="sheet-readout" data-testid="sheet-readout" data-parameter={parameter} data-row={row} data-column={column}>
      <span>{words.joins(words.from[matrix.kind](String(column)), gates(sheet.gates[at.block]), String(at.unit))}</span>{' '}
      <span>
        {symbols[matrix.kind]}{' '}
        <b data-testid="sheet-weight" data-value={String(value)}>
          {formatValue(value, labels.decimal)}
        </b>
      </span>{' '}
      <span style={{ color: cssColour('gradient') }}>
        {GRADIENT}{' '}
        <b data-testid="sheet-gradient" data-value={String(gradient)}>
          {formatValue(gradient, labels.decimal)}
        </b>
      </span>
      <span className="for-readers" aria-live="polite">
        {spoken}
      </span>
    </p>
  );
}

function saySheet(sheet: Sheet, at: SheetPlace, gates: ReadoutProps['gates'], labels: InstrumentLabels): string {
  const matrix = matrixAt(sheet, at.column);
  const joins = labels.weights.joins(
    labels.weights.from[matrix.kind](String(at.column - matrix.first)),
    gates(sheet.gates[at.block]),
    String(at.unit),
  );
  return `${joins}: ${formatValue(readEntry(sheet, 'weights', at), labels.decimal)}`;
}

function isSame(a: SheetPlace | null, b: SheetPlace | null): boolean {
  return a === b || (a !== null && b !== null && a.block === b.block && a.unit === b.unit && a.column === b.column);
}
