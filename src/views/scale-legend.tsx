/** What a colour or a width means: its bar with the two ends of its range. */
import { type Decimal, formatTick } from './format';
import { type LogScale, powerOfTen } from './log-scale';
import type { Quantity } from './quantity';
import { cssColour, type Palette } from './theme/palette';
import './scale-legend.css';

/** The colours of a quantity, from its lowest to its highest value. */
export function QuantityLegend({ quantity, rootScale }: { readonly quantity: Quantity; readonly rootScale: string }) {
  const { scale, range, hue } = quantity;
  const colours = scale === 'gate' ? [cssColour('zero'), cssColour(hue)] : [cssColour('negative'), cssColour('zero'), cssColour('positive')];
  const legend = <Legend low={formatTick(scale === 'gate' ? 0 : -range)} high={formatTick(range)} colours={colours} />;
  if (scale !== 'root') return legend;
  return (
    <>
      {legend}
      <span className="panel-note">{rootScale}</span>
    </>
  );
}

/** From nothing to the most that a norm can be. */
export function NormLegend({ high, decimal }: { readonly high: number; readonly decimal: Decimal }) {
  return <Legend low={formatTick(0)} high={formatTick(high, decimal)} colours={[cssColour('zero'), cssColour('hidden')]} />;
}

/** From 0 on paper to 1 in a hue. */
export function RampLegend({ hue }: { readonly hue: keyof Palette }) {
  return <Legend low={formatTick(0)} high={formatTick(1)} colours={[cssColour('zero'), cssColour(hue)]} />;
}

/** The colours of numbers from `low`: from paper to ink, or where they may be negative diverging about 0. */
export function GridLegend({ low, high, decimal }: { readonly low: number; readonly high: number; readonly decimal: Decimal }) {
  const colours = low < 0 ? [cssColour('negative'), cssColour('zero'), cssColour('positive')] : [cssColour('zero'), cssColour('ink')];
  return <Legend low={formatTick(low, decimal)} high={formatTick(high, decimal)} colours={colours} />;
}

interface LegendProps {
  readonly low: string;
  readonly high: string;
  readonly colours: readonly string[];
}

function Legend({ low, high, colours }: LegendProps) {
  return (
    <span className="legend">
      <span>{low}</span>
      <span className="legend-bar" style={{ backgroundImage: `linear-gradient(to right, ${colours.join(', ')})` }} />
      <span>{high}</span>
    </span>
  );
}

/** A magnitude's colour on a log10 scale, from paper to a hue. */
export function MagnitudeLegend({ hue, scale }: { readonly hue: keyof Palette; readonly scale: LogScale }) {
  return (
    <span className="legend">
      <PowerOfTen exponent={scale.low} />
      <span className="legend-bar" style={{ backgroundImage: `linear-gradient(to right, ${cssColour('zero')}, ${cssColour(hue)})` }} />
      <PowerOfTen exponent={scale.high} />
    </span>
  );
}

/** The width of edges: thin and pale for the smallest gradient of the shared scale, wide and full for the largest. */
export function EdgeLegend({ scale }: { readonly scale: LogScale }) {
  return (
    <span className="legend">
      <PowerOfTen exponent={scale.low} />
      <span className="legend-wedge" />
      <PowerOfTen exponent={scale.high} />
    </span>
  );
}

function PowerOfTen({ exponent }: { readonly exponent: number }) {
  const { base, power } = powerOfTen(exponent);
  return (
    <span>
      {base}
      <sup>{power}</sup>
    </span>
  );
}
