/** What a cell's equations are: an ordered list of vector nodes as data, and their text. Everything that computes or explains a cell reads this. */
import type { CellKind } from '../spec';
import { type OperationName, operations } from './operations';

/** What a node means in its cell, whatever its symbol; `part` is a step on the way. */
export type NodeRole = 'preact' | 'input' | 'forget' | 'candidate' | 'output' | 'reset' | 'update' | 'recurrent' | 'cell' | 'hidden' | 'part';

/** One vector: an operation on earlier vectors of the list, on projections, or on the previous states. */
export interface VectorNode {
  readonly symbol: string;
  readonly role: NodeRole;
  readonly operation: OperationName;
  /** Symbols. */
  readonly inputs: readonly string[];
  /** The gate whose block of W_hh and b_hh an affine or linear node reads. */
  readonly gate?: string;
}

/** What a scan keeps in one slot of a step, and whose gradient the backward scan leaves there. */
export interface Slot {
  /** Symbol of the value. */
  readonly keeps: string;
  /** Symbol whose dL/d(…) replaces it; null: the value stays. */
  readonly gradient: string | null;
}

export interface CellEquations {
  readonly cell: CellKind;
  /** Letters of the gates in the packed matrices' order. The projection `x_{letter}` = W_i{letter} x + b_i{letter} comes from outside. */
  readonly gates: readonly string[];
  /** Symbols of the states before the step. */
  readonly previous: { readonly hidden: string; readonly cell: string | null };
  /** Symbols of the nodes that are the states after the step. */
  readonly next: { readonly hidden: string; readonly cell: string | null };
  /** Every node comes after its inputs. */
  readonly nodes: readonly VectorNode[];
  /** In the order of the slots of a scan's `gates` tensor. */
  readonly slots: readonly Slot[];
}

/** The symbol of a gate's share of the input, W_i x + b_i. */
export function projectionOf(gate: string): string {
  return `x_${gate}`;
}

/** The right-hand side of a node as text, such as `f ⊙ c`. */
export function formulaOf(node: VectorNode): string {
  return fill(operations[node.operation].formula, node, '');
}

/** What flows back to each input of a node, as text; `d` names dL/d(node). */
export function adjointsOf(node: VectorNode, d: string): readonly string[] {
  return operations[node.operation].adjoint.map((text) => fill(text, node, d));
}

function fill(template: string, node: VectorNode, d: string): string {
  return template.replaceAll(/\{(\w+)\}/g, (_match, key: string) => {
    if (key === 'd') return d;
    if (key === 'out') return node.symbol;
    if (key === 'gate') return node.gate ?? '';
    return node.inputs[Number(key)];
  });
}
