/** The order in which a cell's operations are gone through, forward and then backward: what the clock inside the cell counts. */
import type { CellEquations, VectorNode } from './equation';

/** `whole`: everything at once; `arrive`: the gradients that come in from outside, before any goes back. */
export type CellOperation =
  { readonly phase: 'whole' } | { readonly phase: 'arrive' } | { readonly phase: 'forward' | 'backward'; readonly node: VectorNode };

/** Each node after its inputs and as near to them as can be: a preactivation directly before the node that reads it. */
export function orderForReading({ nodes }: CellEquations): readonly VectorNode[] {
  const isHeldBack = (node: VectorNode): boolean => node.role === 'preact';
  return nodes.flatMap((node) => (isHeldBack(node) ? [] : [...nodes.filter((each) => isHeldBack(each) && node.inputs.includes(each.symbol)), node]));
}

/** The whole cell, every node forward, what arrives, every node backward. */
export function operationsOf(equations: CellEquations): readonly CellOperation[] {
  const order = orderForReading(equations);
  return [
    { phase: 'whole' },
    ...order.map((node) => ({ phase: 'forward', node }) as const),
    { phase: 'arrive' },
    ...order.toReversed().map((node) => ({ phase: 'backward', node }) as const),
  ];
}
