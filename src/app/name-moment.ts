/** An operation inside the cell in a few words, such as `forward: f`. */
import type { CellOperation } from '../model/equations/walk';
import { renameSymbols } from './equation';
import type { CellMessages } from './messages/cell/en';

export function nameMoment(operation: CellOperation, words: CellMessages, symbols: Partial<Record<string, string>>): string {
  switch (operation.phase) {
    case 'whole':
      return words.whole;
    case 'arrive':
      return words.arrives;
    case 'forward':
      return words.computes(renameSymbols(operation.node.symbol, symbols));
    case 'backward':
      return words.returns(renameSymbols(operation.node.symbol, symbols));
    default:
      return operation satisfies never;
  }
}
