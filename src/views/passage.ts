/**
 * The passage of one example through the network: forward step by step, then the loss, then back through every step to the first. A station is one
 * number, so that a picture is a function of it: 0 … N-1 on the way forward, N the loss, N+1 … 2N on the way back.
 */
import { placeOfScan } from './scan-names';

/** Scans that are passed together: all layers of one direction column by column, of two directions a layer at a time, a decoder last. */
export interface Leg {
  readonly scans: readonly string[];
  readonly steps: number;
}

export type Phase = 'forward' | 'loss' | 'backward';

/** Where a passage is: the leg, and how many of its steps lie before, in the scans' own order; at the loss those of the last step. */
export interface Station {
  readonly phase: Phase;
  readonly leg: number;
  readonly step: number;
}

/** How far a scan has been passed, counted in its own order: states from its first step on, gradients from its last one back. */
export interface ScanReach {
  readonly steps: number;
  readonly reverse: boolean;
  readonly states: number;
  readonly gradients: number;
}

export interface Reach {
  readonly phase: Phase;
  readonly scans: ReadonlyMap<string, ScanReach>;
}

/** The legs of a network's scans, lowest layer first, with their steps before the padding. */
export function legsOf(scans: readonly { readonly name: string; readonly length: number }[]): readonly Leg[] {
  const encoder = scans.filter(({ name }) => placeOfScan(name).layer !== null);
  const decoder = scans.filter(({ name }) => placeOfScan(name).layer === null);
  const bidirectional = encoder.some(({ name }) => placeOfScan(name).reverse);
  const layers = new Map<number, { readonly name: string; readonly length: number }[]>();
  for (const scan of encoder) {
    const layer = bidirectional ? (placeOfScan(scan.name).layer ?? 0) : 0;
    layers.set(layer, [...(layers.get(layer) ?? []), scan]);
  }
  return [...layers.values(), decoder]
    .filter((leg) => leg.length > 0)
    .map((leg) => ({ scans: leg.map(({ name }) => name), steps: Math.max(1, leg[0].length) }));
}

/** The station of the loss; the last one is twice that. */
export function lossStation(legs: readonly Leg[]): number {
  return legs.reduce((sum, { steps }) => sum + steps, 0);
}

/** A station by its number, held within the passage. */
export function stationAt(legs: readonly Leg[], wanted: number): Station {
  const loss = lossStation(legs);
  const number = Math.max(0, Math.min(2 * loss, Math.round(wanted)));
  let rest = number < loss ? number : number === loss ? loss - 1 : 2 * loss - number;
  let leg = 0;
  while (rest >= legs[leg].steps) rest -= legs[leg++].steps;
  return { phase: number < loss ? 'forward' : number === loss ? 'loss' : 'backward', leg, step: rest };
}

/** The number of the station at which a scan's step t is passed. */
export function stationOf(legs: readonly Leg[], scan: string, t: number, phase: 'forward' | 'backward'): number {
  const leg = Math.max(
    0,
    legs.findIndex(({ scans }) => scans.includes(scan)),
  );
  const before = lossStation(legs.slice(0, leg));
  const { steps } = legs[leg];
  const step = Math.max(0, Math.min(steps - 1, placeOfScan(scan).reverse ? steps - 1 - t : t));
  return phase === 'forward' ? before + step : 2 * lossStation(legs) - before - step;
}

/** Where the cursor stands at a station: in its own scan if that is passed there, else in the last one that reads the same way. */
export function placeAt(legs: readonly Leg[], station: Station, scan: string): { readonly scan: string; readonly t: number } {
  const { scans, steps } = legs[station.leg];
  const { reverse } = placeOfScan(scan);
  const name = scans.includes(scan) ? scan : (scans.findLast((each) => placeOfScan(each).reverse === reverse) ?? scans[0]);
  return { scan: name, t: placeOfScan(name).reverse ? steps - 1 - station.step : station.step };
}

/** What has been computed at a station. */
export function reachAt(legs: readonly Leg[], { phase, leg: at, step }: Station): Reach {
  const scans = new Map<string, ScanReach>();
  for (const [leg, { scans: names, steps }] of legs.entries()) {
    const states = phase !== 'forward' || leg < at ? steps : leg > at ? 0 : step + 1;
    const gradients = phase !== 'backward' || leg < at ? 0 : leg > at ? steps : steps - step;
    for (const name of names) scans.set(name, { steps, reverse: placeOfScan(name).reverse, states, gradients });
  }
  return { phase, scans };
}

/** Whether a scan's state at t has been computed. */
export function hasState({ steps, reverse, states }: ScanReach, t: number): boolean {
  return (reverse ? steps - 1 - t : t) < states;
}

/** Whether the gradient has come back to a scan's step t. */
export function hasGradient({ steps, reverse, gradients }: ScanReach, t: number): boolean {
  return (reverse ? steps - 1 - t : t) >= steps - gradients;
}
