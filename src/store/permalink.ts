/**
 * A run and the view of it as the fragment of the page's address: `v1=` and base64url of compact JSON, in which what equals a
 * default is left out. Links come from strangers: everything is parsed, checked and refused with a sentence that names the field.
 */
import * as v from 'valibot';
import { InputError } from '../core/errors';
import { completeRun } from './complete-run';
import type { EngineName } from '../model/executor';
import type { Run } from '../model/run';
import { integer, object, parseWith, word } from '../model/schema';
import { defaultTraining } from '../model/training';
import { decodeBase64Url, encodeBase64Url } from './base64url';
import { type FocusedQuantity, initialCursor, networkParts, quantityNames, type SelectedPart, unitOrders } from './cursor';
import { prune } from './prune';
import type { EngineChoice, StartingWeights } from './settings';

/** What a link restores. */
export interface Link {
  readonly run: Run;
  readonly engine: EngineChoice;
  /** With `auto`: the engine that computed the run, so that it gives the same digits where that engine can be had. */
  readonly ran: EngineName | null;
  /** `shipped`: the trained weights that come with the page, where the run is theirs. */
  readonly weights: StartingWeights;
  /** Which held-out example is watched. */
  readonly example: number;
  readonly view: LinkedView;
  /** The interventions that the network is shown with, not yet checked: what checks them is loaded where there are any. */
  readonly edits: readonly unknown[];
}

export interface LinkedView {
  readonly t: number;
  readonly scan: string;
  readonly unit: number;
  readonly across: number;
  readonly gate: FocusedQuantity;
  readonly part: SelectedPart;
  readonly operation: number;
  readonly direction: 'forward' | 'backward';
  readonly order: (typeof unitOrders)[number];
  readonly relative: boolean;
}

const prefix = 'v1=';

/** Longer than any link that the lab writes. */
const longest = 32_768;

const far = 1_000_000;

/** A layer and a direction, or the decoder, whether or not the run has them: the cursor is moved to one that it has. */
const scanName = v.custom<string>(
  (value) => typeof value === 'string' && /^(l\d{1,2}(_reverse)?|decoder)$/.test(value),
  'must be a layer and direction, l0, l0_reverse, …, or decoder',
);

const viewSchema = object({
  t: v.optional(integer(0, far), initialCursor.t),
  scan: v.optional(scanName, initialCursor.scan),
  unit: v.optional(integer(0, far), initialCursor.unit),
  across: v.optional(integer(0, far), initialCursor.across),
  gate: v.optional(word(...quantityNames), initialCursor.gate),
  part: v.optional(word(...networkParts), initialCursor.part),
  operation: v.optional(integer(0, far), initialCursor.operation),
  direction: v.optional(word('forward', 'backward'), initialCursor.direction),
  order: v.optional(word(...unitOrders), initialCursor.order),
  relative: v.optional(v.boolean('must be true or false'), initialCursor.relative),
});

const linkSchema = object({
  run: v.unknown(),
  engine: v.optional(word('auto', 'reference', 'wasm', 'webgpu'), 'auto'),
  ran: v.optional(v.nullable(word('reference', 'wasm', 'webgpu')), null),
  weights: v.optional(word('initial', 'shipped'), 'initial'),
  example: v.optional(integer(0, far), 0),
  view: v.optional(viewSchema, {}),
  edits: v.optional(v.array(v.unknown(), 'must be a list of edits'), []),
});

/** What a link tells of a cursor. */
export function viewOf({ t, scan, unit, across, gate, part, operation, direction, order, relative }: LinkedView): LinkedView {
  return { t, scan, unit, across, gate, part, operation, direction, order, relative };
}

/** What a reader of a link fills in; everything else of a run is written. */
const defaults = {
  run: {
    model: {
      encoder: { bidirectional: false, dropout: 0, residual: false, nonlinearity: 'tanh', resetAfter: true },
      output: { dropout: 0, hidden: [] },
    },
    training: defaultTraining,
  },
  engine: 'auto',
  ran: null,
  weights: 'initial',
  example: 0,
  view: viewOf(initialCursor),
  edits: [],
};

/** The fragment of a link, without `#`. Interventions that would make it longer than any that is read are left out, so that the run is not lost with them. */
export function writeLink(link: Link): string {
  const fragment = prefix + encodeBase64Url(JSON.stringify(prune(link, defaults)));
  return fragment.length > longest && link.edits.length > 0 ? writeLink({ ...link, edits: [] }) : fragment;
}

/** Whether a fragment claims to be a link of the lab. */
export function isLink(fragment: string): boolean {
  return /^v\d+=/.test(fragment);
}

/**
 * The link that a fragment (without `#`) holds.
 * @throws InputError naming `link` or the field in it that cannot be.
 */
export function readLink(fragment: string): Link {
  if (fragment.length > longest) throw new InputError('link', `must be at most ${String(longest)} characters long`, fragment.length);
  if (!fragment.startsWith(prefix)) throw new InputError('link', `must begin with ${prefix}`, fragment.slice(0, prefix.length));
  const { run, ...rest } = parseWith(linkSchema, parseJson(fragment.slice(prefix.length)), 'link');
  return { run: completeRun(run), ...rest };
}

function parseJson(encoded: string): unknown {
  const text = decodeBase64Url(encoded);
  if (text === null) throw new InputError('link', 'must be base64url after v1=', encoded);
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError('link', 'must hold JSON', text);
  }
}
