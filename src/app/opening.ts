/** What the page opens: the run of the address, else the trained one that comes with the page, else its initial weights. Nothing starts training. */
import { completeRun } from '../store/complete-run';
import type { Run } from '../model/run';
import { initialCursor } from '../store/cursor';
import type { Link } from '../store/permalink';
import type { Opening, Session } from '../store/session';
import type { Notice } from '../store/status';
import type { Checkpoint } from '../worker/protocol';
import type { Address } from './address';

/** A run and its trained weights. */
export interface Shipped {
  readonly run: Run;
  readonly checkpoint: Checkpoint;
}

/**
 * Loads the run and the weights that scripts/make-checkpoint made.
 * @throws Error where a file cannot be had or is none of ours.
 */
export async function loadShipped(base: string, fetch: typeof globalThis.fetch): Promise<Shipped> {
  const [run, weights] = await Promise.all([load(`${base}start/run.json`), load(`${base}start/weights.safetensors`)]);
  const { update, ...rest } = (await run.json()) as { readonly update: unknown };
  if (typeof update !== 'number') throw new Error(`start/run.json: update must be a number, got ${String(update)}`);
  return { run: completeRun(rest), checkpoint: { update, weights: new Uint8Array(await weights.arrayBuffer()) } };

  async function load(address: string): Promise<Response> {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${address}: must be there, got status ${String(response.status)}`);
    return response;
  }
}

/** Opens what the address says. */
export async function openAddress(session: Session, address: Address, fallback: Run, shipped: () => Promise<Shipped>): Promise<void> {
  if (address.kind === 'link') {
    session.cursor.setState({ ...address.link.view, playing: false });
    session.open(await openingOf(address.link, shipped));
    return;
  }
  session.cursor.setState(initialCursor);
  const refused: Notice | null = address.kind === 'refused' ? { kind: 'linkRefused', detail: address.detail } : null;
  try {
    const { run, checkpoint } = await shipped();
    session.open({ run, checkpoint, engine: 'auto', example: 0, notice: refused });
  } catch (error) {
    session.open({ run: fallback, engine: 'auto', example: 0, notice: refused ?? { kind: 'checkpointMissing', detail: messageOf(error) } });
  }
}

/** A link opens at trained weights only where its run is exactly theirs. */
async function openingOf({ run, engine, weights, example }: Link, shipped: () => Promise<Shipped>): Promise<Opening> {
  const opening: Opening = { run, engine, example };
  if (weights === 'initial') return opening;
  try {
    const found = await shipped();
    if (JSON.stringify(found.run) === JSON.stringify(run)) return { ...opening, checkpoint: found.checkpoint };
    return opening;
  } catch (error) {
    return { ...opening, notice: { kind: 'checkpointMissing', detail: messageOf(error) } };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
