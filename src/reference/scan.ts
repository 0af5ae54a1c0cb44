/** The recurrence over time: a cell's equations run step by step, forward and backward, for all rows of a batch together. */
import { equationsOf } from '../model/equations/cells';
import { type CellEquations, projectionOf } from '../model/equations/equation';
import { heldRows } from '../model/held';
import type { Feed } from '../model/executor';
import { type ScanBackwardPass, type ScanPass, type ScanTensors, slotCount } from '../model/passes';
import { resolveSteps } from '../model/resolve';
import { type CellStep, createCellStep, listHeld } from './cell';
import { getFloats, getIntegers, type Store } from './store';

/** Writes every slot and the states of every step; steps at and past a row's length keep its state and leave 0 in its slots. */
export function bindScan(store: Store, pass: ScanPass, capacity: number): (feed: Feed) => void {
  const equations = equationsOf(pass);
  const weights = { width: pass.hiddenSize, weightHh: getFloats(store, pass.weightHh), biasHh: getFloats(store, pass.biasHh) };
  const held = bindHeld(store, pass, equations, capacity);
  const step = createCellStep(equations, weights, new Set(), capacity, held.bySymbol);
  const grid = bindGrid(store, pass);
  const { H } = grid;
  const projections = equations.gates.map((gate) => step.value(projectionOf(gate)));
  const kept = equations.slots.map((slot) => step.value(slot.keeps));
  const states = bindStates(store, pass, equations, step);
  return ({ sizes }) => {
    const { B } = sizes;
    const { first, count } = resolveSteps(pass, sizes);
    step.block.rows = B;
    const start = (pass.reverse ? count : 0) * B * H;
    if (!pass.initial) for (const { over } of states) over.fill(0, start, start + B * H);
    const window = pass.window === null ? 0 : first;
    for (let s = 0; s < count; s++) {
      const t = pass.reverse ? first + count - 1 - s : first + s;
      for (let g = 0; g < projections.length; g++) loadSlot(projections[g], grid, t - window, g, B);
      for (const { over, previous, isLocal } of states) copy(previous, 0, over, beforeStep(pass, t - (isLocal ? window : 0)) * B * H, B * H);
      held.load(t, B);
      step.forward();
      for (const { over, previous, next, isLocal } of states) {
        const to = afterStep(pass, t - (isLocal ? window : 0)) * B * H;
        for (let b = 0; b < B; b++) copy(over, to + b * H, t < grid.lengths[b] ? next : previous, b * H, H);
      }
      for (let slot = 0; slot < kept.length; slot++) storeSlot(kept[slot], grid, t, window, slot, B);
    }
  };
}

/** Turns the slots into dL/dpreact and records dL/dh_t and dL/dc_t where the pass asks for it. */
export function bindScanBackward(store: Store, pass: ScanBackwardPass, capacity: number): (feed: Feed) => void {
  const equations = equationsOf(pass);
  const { previous, next, slots } = equations;
  const states = [previous.hidden, previous.cell, next.hidden, next.cell].filter((symbol) => symbol !== null);
  const given = new Set([...states, ...slots.map((slot) => slot.keeps)]);
  const weights = { width: pass.hiddenSize, weightHh: getFloats(store, pass.weightHh), biasHh: new Float64Array(0) };
  const held = bindHeld(store, pass, equations, capacity);
  const step = createCellStep(equations, weights, given, capacity, held.bySymbol);
  const grid = bindGrid(store, pass);
  const { H } = grid;
  const kept = slots.map((slot) => step.value(slot.keeps));
  const left = slots.map((slot) => (slot.gradient === null ? step.value(slot.keeps) : step.adjoint(slot.gradient)));
  const carried = bindStates(store, pass, equations, step).map((state, which) => ({
    ...state,
    carry: new Float64Array(capacity * H),
    arrives: which === 0 && pass.readsDhidden && pass.dhidden !== null ? getFloats(store, pass.dhidden) : null,
    recorded: bindRecord(store, pass, which),
  }));
  const dfinal = pass.dfinal === null ? null : getFloats(store, pass.dfinal);
  const dinitial = pass.dinitial === null ? null : getFloats(store, pass.dinitial);
  return ({ sizes, truncate }) => {
    const { B } = sizes;
    const { first, count } = resolveSteps(pass, sizes);
    step.block.rows = B;
    carried.forEach(({ carry }, which) => {
      for (let b = 0; b < B; b++) {
        if (dfinal) copy(carry, b * H, dfinal, (2 * b + which) * H, H);
        else carry.fill(0, b * H, (b + 1) * H);
      }
    });
    const window = pass.window === null ? 0 : first;
    for (let s = count - 1; s >= 0; s--) {
      const t = pass.reverse ? first + count - 1 - s : first + s;
      for (const { over, previous, next, isLocal } of carried) {
        const at = t - (isLocal ? window : 0);
        copy(previous, 0, over, beforeStep(pass, at) * B * H, B * H);
        copy(next, 0, over, afterStep(pass, at) * B * H, B * H);
      }
      for (let slot = 0; slot < kept.length; slot++) loadSlot(kept[slot], grid, t - window, slot, B);
      held.load(t, B);
      step.recompute();
      step.clear();
      for (const { carry, dnext, arrives } of carried) {
        for (let b = 0; b < B; b++) {
          if (t >= grid.lengths[b]) continue;
          copy(dnext, b * H, carry, b * H, H);
          if (arrives) add(dnext, b * H, arrives, (t * B + b) * H, H);
        }
      }
      step.backward();
      for (let slot = 0; slot < left.length; slot++) storeSlot(left[slot], grid, t, window, slot, B);
      for (const { carry, dprevious, dnext, recorded } of carried) {
        for (let b = 0; b < B; b++) {
          const ends = t >= grid.lengths[b];
          if (!ends) copy(carry, b * H, dprevious, b * H, H);
          const ownStep = pass.reverse ? grid.lengths[b] - 1 - t : t;
          if (!ends && truncate > 0 && ownStep > 0 && ownStep % truncate === 0) carry.fill(0, b * H, (b + 1) * H);
          if (recorded) copy(recorded, (t * B + b) * H, dnext, b * H, H); // 0 where the row has ended
        }
      }
    }
    if (!dinitial) return;
    carried.forEach(({ carry }, which) => {
      for (let b = 0; b < B; b++) copy(dinitial, (2 * b + which) * H, carry, b * H, H);
    });
  };
}

function bindRecord(store: Store, pass: ScanBackwardPass, which: number): Float64Array | null {
  const name = which === 0 ? pass.dhidden : pass.dcell;
  return pass.record && name !== null ? getFloats(store, name) : null;
}

/** Where the states before and after a step are kept. */
function beforeStep({ reverse }: ScanTensors, t: number): number {
  return reverse ? t + 1 : t;
}

function afterStep({ reverse }: ScanTensors, t: number): number {
  return reverse ? t : t + 1;
}

/** A state: where it is kept over time, and its values and adjoints at the step at hand. The hidden state comes first. */
interface BoundState {
  readonly over: Float64Array; // [T+1, B, H]
  /** It is kept of the window at hand alone. */
  readonly isLocal: boolean;
  readonly previous: Float64Array; // [B, H]
  readonly next: Float64Array;
  readonly dprevious: Float64Array;
  readonly dnext: Float64Array;
}

function bindStates(store: Store, pass: ScanTensors, { previous, next }: CellEquations, step: CellStep): readonly BoundState[] {
  const bind = (tensor: string, before: string, after: string, isLocal: boolean): BoundState => ({
    over: getFloats(store, tensor),
    isLocal,
    previous: step.value(before),
    next: step.value(after),
    dprevious: step.adjoint(before),
    dnext: step.adjoint(after),
  });
  const hidden = bind(pass.hidden, previous.hidden, next.hidden, pass.window?.hidden ?? false);
  if (pass.cellState === null || previous.cell === null || next.cell === null) return [hidden];
  return [hidden, bind(pass.cellState, previous.cell, next.cell, pass.window !== null)];
}

/** What is held of a step, by symbol, and how to load it; nothing where the pass holds nothing. */
function bindHeld(store: Store, pass: ScanTensors, equations: CellEquations, capacity: number) {
  const bySymbol = new Map<string, Float64Array>();
  if (pass.held === null) return { bySymbol, load: () => undefined };
  const from = getFloats(store, pass.held); // [T, B, rows, H]
  const H = pass.hiddenSize;
  for (const symbol of listHeld(equations)) bySymbol.set(symbol, new Float64Array(capacity * H));
  const arrays = [...bySymbol.values()];
  const load = (t: number, B: number): void => {
    arrays.forEach((held, row) => {
      for (let b = 0; b < B; b++) copy(held, b * H, from, ((t * B + b) * heldRows[pass.cell] + row) * H, H);
    });
  };
  return { bySymbol, load };
}

/** The slots of every step, [T, B, slots, H], and how long each row is. */
interface Grid {
  readonly gates: Float64Array;
  readonly slots: number;
  readonly H: number;
  readonly lengths: Int32Array;
}

function bindGrid(store: Store, pass: ScanTensors): Grid {
  return { gates: getFloats(store, pass.gates), slots: slotCount[pass.cell], H: pass.hiddenSize, lengths: getIntegers(store, pass.lengths) };
}

function loadSlot(into: Float64Array, { gates, slots, H }: Grid, t: number, slot: number, B: number): void {
  for (let b = 0; b < B; b++) copy(into, b * H, gates, ((t * B + b) * slots + slot) * H, H);
}

/** Rows past their length receive 0; `window` is the step whose slots come first. */
function storeSlot(from: Float64Array, { gates, slots, H, lengths }: Grid, t: number, window: number, slot: number, B: number): void {
  for (let b = 0; b < B; b++) {
    const at = (((t - window) * B + b) * slots + slot) * H;
    if (t < lengths[b]) copy(gates, at, from, b * H, H);
    else gates.fill(0, at, at + H);
  }
}

function copy(into: Float64Array, to: number, from: Float64Array, at: number, count: number): void {
  for (let k = 0; k < count; k++) into[to + k] = from[at + k];
}

function add(into: Float64Array, to: number, from: Float64Array, at: number, count: number): void {
  for (let k = 0; k < count; k++) into[to + k] += from[at + k];
}
