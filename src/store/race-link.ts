/**
 * A race as the fragment of the page's address: `race=v1.` and base64url of compact JSON, in which what equals a default is left out. Links come
 * from strangers: everything is parsed, checked and refused with a sentence that names the field.
 */
import * as v from 'valibot';
import { InputError } from '../core/errors';
import { parseRace } from '../model/parse-race';
import type { RaceSpec } from '../model/race';
import { integer, object, parseWith, word } from '../model/schema';
import { defaultTraining } from '../model/training';
import { parseOptions } from '../tasks/options';
import { getTask } from '../tasks/table';
import { decodeBase64Url, encodeBase64Url } from './base64url';
import { prune } from './prune';
import type { EngineChoice } from './settings';

/** What a link to a race restores. */
export interface RaceLink {
  readonly race: RaceSpec;
  readonly engine: EngineChoice;
  /** Which held-out example is watched. */
  readonly example: number;
  /** The cursor's step. */
  readonly t: number;
}

const prefix = 'race=v1.';
const longest = 16_384;
const far = 1_000_000;

const linkSchema = object({
  race: v.unknown(),
  engine: v.optional(word('auto', 'reference', 'wasm', 'webgpu'), 'auto'),
  example: v.optional(integer(0, far), 0),
  t: v.optional(integer(0, far), 0),
});

const laneDefaults = {
  model: {
    encoder: { bidirectional: false, dropout: 0, residual: false, nonlinearity: 'tanh', resetAfter: true },
    output: { dropout: 0, hidden: [] },
  },
  initialisation: { kind: 'pytorch' },
};

const { initialisation: _ofLanes, ...trainingDefaults } = defaultTraining;
const defaults = { race: { match: { kind: 'own' }, training: trainingDefaults, seeds: 1 }, engine: 'auto', example: 0, t: 0 };

/** The fragment of a link, without `#`. */
export function writeRaceLink({ race, ...rest }: RaceLink): string {
  const lanes = race.lanes.map((lane) => prune(lane, laneDefaults));
  return prefix + encodeBase64Url(JSON.stringify(prune({ race: { ...race, lanes }, ...rest }, defaults)));
}

/** Whether a fragment claims to be a link to a race. */
export function isRaceLink(fragment: string): boolean {
  return fragment.startsWith('race=');
}

/**
 * The race that a fragment (without `#`) holds, its task's options filled in; whether each network fits the task is the worker's to say.
 * @throws InputError naming `link` or the field in it that cannot be.
 */
export function readRaceLink(fragment: string): RaceLink {
  if (fragment.length > longest) throw new InputError('link', `must be at most ${String(longest)} characters long`, fragment.length);
  if (!fragment.startsWith(prefix)) throw new InputError('link', `must begin with ${prefix}`, fragment.slice(0, prefix.length));
  const { race, ...rest } = parseWith(linkSchema, parseJson(fragment.slice(prefix.length)), 'link');
  return { race: completeRace(race), ...rest };
}

/** @throws InputError naming the field that cannot be. */
export function completeRace(value: unknown): RaceSpec {
  const race = parseRace(value);
  return { ...race, task: { name: race.task.name, options: parseOptions(getTask(race.task.name), race.task.options) } };
}

function parseJson(encoded: string): unknown {
  const text = decodeBase64Url(encoded);
  if (text === null) throw new InputError('link', `must be base64url after ${prefix}`, encoded);
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError('link', 'must hold JSON', text);
  }
}
