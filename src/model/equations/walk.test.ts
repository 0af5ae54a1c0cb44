/** The walk through a cell takes every node once each way, never before what it needs. */
import { expect, it } from 'vitest';
import { equationsOf } from './cells';
import { operationsOf, orderForReading } from './walk';

const variants = [
  { cell: 'lstm', nonlinearity: 'tanh', resetAfter: true },
  { cell: 'gru', nonlinearity: 'tanh', resetAfter: true },
  { cell: 'gru', nonlinearity: 'tanh', resetAfter: false },
  { cell: 'rnn', nonlinearity: 'relu', resetAfter: true },
] as const;

it.each(variants)('computes nothing before its inputs and sends nothing back before all of it has come ($cell, $resetAfter)', (variant) => {
  const equations = equationsOf(variant);
  const symbols = orderForReading(equations).map(({ symbol }) => symbol);
  expect(symbols.toSorted()).toEqual(equations.nodes.map(({ symbol }) => symbol).toSorted());
  for (const { symbol, inputs } of equations.nodes) {
    const own = inputs.filter((input) => symbols.includes(input));
    for (const input of own) expect(symbols.indexOf(input)).toBeLessThan(symbols.indexOf(symbol));
  }
  const operations = operationsOf(equations);
  const walked = operations.flatMap((each) => (each.phase === 'forward' || each.phase === 'backward' ? [`${each.phase} ${each.node.symbol}`] : []));
  expect(walked).toEqual([...symbols.map((symbol) => `forward ${symbol}`), ...symbols.toReversed().map((symbol) => `backward ${symbol}`)]);
  expect(operations.map(({ phase }) => phase).filter((phase) => phase === 'whole' || phase === 'arrive')).toEqual(['whole', 'arrive']);
});
