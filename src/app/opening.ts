/** What the page opens: the run of the address, else the trained one that comes with the page, else its initial weights. Nothing starts training. */
import * as v from 'valibot';
import { InputError } from '../core/errors';
import { completeRun } from '../store/complete-run';
import type { Run } from '../model/run';
import { type Cursor, initialCursor } from '../store/cursor';
import type { Link } from '../store/permalink';
import type { Shipped } from '../store/present';
import type { Opening, Session } from '../store/session';
import type { Notice } from '../store/status';
import type { Address } from './address';

/** A run that comes with the page, trained. */
export interface ShippedRun {
  readonly run: Run;
  readonly shipped: Shipped;
}

const schema = v.strictObject({ run: v.unknown(), update: v.pipe(v.number(), v.integer(), v.minValue(0)), losses: v.array(v.number()) });

/** In the middle of the way, on a forget gate: the place that says most. */
const openingCursor: Cursor = { ...initialCursor, t: 10, unit: 4, gate: 'forget' };

/**
 * Loads the run and the weights that scripts/make-checkpoint made.
 * @throws Error where a file cannot be had or is none of ours.
 */
export async function loadShipped(base: string, fetch: typeof globalThis.fetch): Promise<ShippedRun> {
  const names = ['run.json', 'weights.safetensors', 'optimizer.safetensors'];
  const [description, weights, optimizer] = await Promise.all(names.map((name) => load(`${base}start/${name}`)));
  const { run: given, update, losses } = v.parse(schema, await description.json());
  return {
    run: completeRun(given),
    shipped: { checkpoint: { update, weights: await bytesOf(weights), optimizer: await bytesOf(optimizer) }, losses },
  };

  async function load(address: string): Promise<Response> {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${address}: must be there, got status ${String(response.status)}`);
    return response;
  }
}

/** Opens what the address says. */
export async function openAddress(session: Session, address: Address, fallback: Run, load: () => Promise<ShippedRun>): Promise<void> {
  let detail = address.kind === 'refused' ? address.detail : null;
  if (address.kind === 'link') {
    try {
      session.open(await openingOf(address.link, load));
      session.cursor.setState({ ...address.link.view, playing: false, passage: null });
      return;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      detail = error.message;
    }
  }
  session.cursor.setState(openingCursor);
  const refused: Notice | null = detail === null ? null : { kind: 'linkRefused', detail };
  try {
    const { run, shipped } = await load();
    session.open({ run, shipped, engine: 'auto', example: 0, notice: refused });
  } catch (error) {
    session.open({ run: fallback, engine: 'auto', example: 0, notice: refused ?? { kind: 'checkpointMissing', detail: messageOf(error) } });
  }
}

/** A link opens at trained weights only where its run is exactly theirs. @throws InputError for interventions that its network cannot have */
async function openingOf({ run, engine, ran, weights, example, edits: given }: Link, load: () => Promise<ShippedRun>): Promise<Opening> {
  const edits = given.length === 0 ? [] : (await import('../model/parse-edits')).parseEdits(given, run.model, 'link.edits');
  const opening: Opening = { run, engine, replay: ran, example, edits };
  if (weights === 'initial') return opening;
  try {
    const found = await load();
    if (JSON.stringify(found.run) === JSON.stringify(run)) return { ...opening, shipped: found.shipped };
    return opening;
  } catch (error) {
    return { ...opening, notice: { kind: 'checkpointMissing', detail: messageOf(error) } };
  }
}

async function bytesOf(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer());
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
