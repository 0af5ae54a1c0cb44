/** The things that a heatmap can show, of each cell: their public names, hues, and the fixed ranges of their colour maps. */
import type { CellKind, EncoderSpec } from '../model/spec';
import type { Palette } from './theme/palette';

export type GateName = 'forget' | 'input' | 'candidate' | 'output' | 'reset' | 'update';
export type StateName = 'cell' | 'hidden';
export type QuantityName = GateName | StateName;

export interface Quantity {
  readonly name: QuantityName;
  /** The role's hue in the palette. */
  readonly hue: keyof Palette & QuantityName;
  /** `gate`: 0 to 1, from paper to the hue. `signed`: −range to range, on the diverging map. */
  readonly scale: 'gate' | 'signed';
  readonly range: number;
}

const gate = (name: GateName): Quantity => ({ name, hue: name, scale: 'gate', range: 1 });
const signed = (name: QuantityName, range: number): Quantity => ({ name, hue: name, scale: 'signed', range });

/** In the order of the panels: the gates, then the states. A cell state is not bounded and shown to ±2; a relu state to ±4. */
export function quantitiesOf(encoder: Pick<EncoderSpec, 'cell' | 'nonlinearity'>): readonly Quantity[] {
  const hidden = signed('hidden', encoder.cell === 'rnn' && encoder.nonlinearity === 'relu' ? 4 : 1);
  const gates: Readonly<Record<CellKind, readonly Quantity[]>> = {
    rnn: [],
    lstm: [gate('forget'), gate('input'), signed('candidate', 1), gate('output'), signed('cell', 2)],
    gru: [gate('reset'), gate('update'), signed('candidate', 1)],
  };
  return [...gates[encoder.cell], hidden];
}

/** The quantity's tensor in a snapshot; `scan` is `l0`, `l0_reverse`, … */
export function tensorName(quantity: QuantityName, scan: string): string {
  return quantity === 'cell' || quantity === 'hidden' ? `${quantity}.${scan}` : `gates.${scan}.${quantity}`;
}
