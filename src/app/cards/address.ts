/** Where a card leads: the run to begin with, as a link of the lab. */
import type { Run } from '../../model/run';
import { initialCursor } from '../../store/cursor';
import { viewOf, writeLink } from '../../store/permalink';

export function addressOfRun(run: Run): string {
  return `#${writeLink({ run, engine: 'auto', ran: null, weights: 'initial', example: 0, edits: [], view: viewOf(initialCursor) })}`;
}
