/** The program as a process of its own: what its streams carry when nobody reads them. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';

const model = { input: { kind: 'values', size: 2 }, encoder: { cell: 'gru', hiddenSizes: [2] }, output: { kind: 'last', size: 1, loss: 'mse' } };

it('says in one line that its output was closed, and ends', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'headless-'));
  try {
    await writeFile(join(folder, 'model.json'), JSON.stringify(model));
    const words = `train --task adding --option length=2 --engine reference --steps 5000 --seed 1 --json --model ${join(folder, 'model.json')}`;
    const program = spawn(process.execPath, ['scripts/headless.mjs', ...words.split(' ')], { stdio: ['ignore', 'pipe', 'pipe'] });
    program.stdout.destroy();
    const ended = new Promise((resolve) => program.once('exit', resolve));
    expect(await text(program.stderr)).toBe('unusable input: standard output: must stay open, got write EPIPE\n');
    expect(await ended).toBe(2);
  } finally {
    await rm(folder, { recursive: true });
  }
}, 120_000);
