/** The command `engines`: which engines this machine has, and why it lacks the others. */
import { UnavailableError } from '../core/errors';
import type { EngineName } from '../model/executor';
import { FLAG, parseArguments } from './arguments';
import { withEngine } from './engines';

interface EngineRow {
  readonly name: EngineName;
  readonly available: boolean;
  readonly adapter: string | null;
  readonly software: boolean | null;
  /** Why it is not available, or why it is not taken by default; null where there is nothing to say. */
  readonly reason: string | null;
}

export async function listEngines(words: readonly string[]): Promise<string> {
  const json = parseArguments(words, { json: FLAG }).flag('json');
  const rows: EngineRow[] = [];
  for (const name of ['reference', 'wasm', 'webgpu'] as const) rows.push(await describe(name));
  return json
    ? JSON.stringify(rows)
    : rows.map(({ name, adapter, reason }) => `${name}  ${adapter ?? 'not available'}  ${reason ?? ''}`.trim()).join('\n');
}

async function describe(name: EngineName): Promise<EngineRow> {
  try {
    return await withEngine(name, ({ adapter, software }) =>
      Promise.resolve({ name, available: true, adapter, software, reason: software ? 'a CPU imitates a GPU: not taken by default' : null }),
    );
  } catch (error) {
    if (!(error instanceof UnavailableError)) throw error;
    return { name, available: false, adapter: null, software: null, reason: error.message };
  }
}
