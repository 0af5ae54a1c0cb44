/** The things that a heatmap can show, of each cell: their public names, hues, and the fixed ranges of their colour maps. */
import type { CellKind, EncoderSpec } from '../model/spec';
import type { Palette } from './theme/palette';

export type GateName = 'forget' | 'input' | 'candidate' | 'output' | 'reset' | 'update';
export type StateName = 'cell' | 'hidden';
export type QuantityName = GateName | StateName;

/** Of every cell. */
export const quantityNames: readonly QuantityName[] = ['forget', 'input', 'candidate', 'output', 'reset', 'update', 'cell', 'hidden'];

export interface Quantity {
  readonly name: QuantityName;
  /** The role's hue in the palette. */
  readonly hue: keyof Palette & QuantityName;
  /** `gate`: 0 to 1, from paper to the hue. `signed`: −range to range, on the diverging map; `root`: the same by the square root of the value, so that small ones show beside large. */
  readonly scale: 'gate' | 'signed' | 'root';
  readonly range: number;
}

const gate = (name: GateName): Quantity => ({ name, hue: name, scale: 'gate', range: 1 });
const signed = (name: QuantityName): Quantity => ({ name, hue: name, scale: 'signed', range: 1 });
const unbounded = (name: QuantityName): Quantity => ({ name, hue: name, scale: 'root', range: 8 });

/** In the order of the panels: the gates, then the states. A cell state and a relu state are not bounded: they are shown to ±8, by their square root. */
export function quantitiesOf(encoder: Pick<EncoderSpec, 'cell' | 'nonlinearity'>): readonly Quantity[] {
  const hidden = encoder.cell === 'rnn' && encoder.nonlinearity === 'relu' ? unbounded('hidden') : signed('hidden');
  const gates: Readonly<Record<CellKind, readonly Quantity[]>> = {
    rnn: [],
    lstm: [gate('forget'), gate('input'), signed('candidate'), gate('output'), unbounded('cell')],
    gru: [gate('reset'), gate('update'), signed('candidate')],
  };
  return [...gates[encoder.cell], hidden];
}

/** The quantity's tensor in a snapshot; `scan` is `l0`, `l0_reverse`, … */
export function tensorName(quantity: QuantityName, scan: string): string {
  return quantity === 'cell' || quantity === 'hidden' ? `${quantity}.${scan}` : `gates.${scan}.${quantity}`;
}
