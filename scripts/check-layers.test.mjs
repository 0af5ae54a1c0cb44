/** The layer checker must report what it is there to report. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkLayers } from './check-layers.mjs';

/** @type {string} */
let base;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'layers-'));
});
afterEach(() => {
  rmSync(base, { recursive: true });
});

/** @param {Readonly<Record<string, string>>} files */
async function problemsOf(files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(base, path)), { recursive: true });
    writeFileSync(join(base, path), text);
  }
  return (await checkLayers(base)).problems;
}

const core = { 'src/core/size.ts': 'export type Size = number;\nexport const one: Size = 1;\n' };

describe('checkLayers', () => {
  it('accepts an import that points down', async () => {
    expect(await problemsOf({ ...core, 'src/engine/run.ts': "import { one } from '../core/size';\nexport const two = one + one;\n" })).toEqual([]);
  });

  it('reports a value and a type imported upwards', async () => {
    const problems = await problemsOf({
      'src/app/panel.ts': 'export type Panel = string;\nexport const panel: Panel = "";\n',
      'src/core/value.ts': "import { panel } from '../app/panel';\nexport const value = panel;\n",
      'src/core/type.ts': "import type { Panel } from '../app/panel';\nexport type Other = Panel;\n",
    });
    expect(problems).toHaveLength(2);
    expect(problems).toContain('src/core/type.ts → src/app/panel.ts: core imports only what lies below it');
    expect(problems).toContain('src/core/value.ts → src/app/panel.ts: core imports only what lies below it');
  });

  it('reports code of the numerics in a view, and lets types pass', async () => {
    const problems = await problemsOf({
      ...core,
      'src/views/code.ts': "import { one } from '../core/size';\nexport const marks = one;\n",
      'src/views/type.ts': "import type { Size } from '../core/size';\nexport type Marks = Size;\n",
    });
    expect(problems).toEqual(['src/views/code.ts → src/core/size.ts: views read types of the numerics, never their code']);
  });

  it('reports siblings that know one another', async () => {
    const problems = await problemsOf({
      'src/gpu/device.ts': 'export const device = 1;\n',
      'src/wasm/memory.ts': "import { device } from '../gpu/device';\nexport const memory = device;\n",
    });
    expect(problems).toEqual(['src/wasm/memory.ts → src/gpu/device.ts: wasm imports only what lies below it']);
  });

  it('reports a cycle', async () => {
    const problems = await problemsOf({
      'src/core/a.ts': "import { b } from './b';\nexport const a = (): unknown => b;\n",
      'src/core/b.ts': "import { a } from './a';\nexport const b = (): unknown => a;\n",
    });
    expect(problems.some((problem) => problem.endsWith('no cycles'))).toBe(true);
  });

  it('reports an import that leads nowhere and a folder that is no layer', async () => {
    const problems = await problemsOf({
      'src/core/lost.ts': "import { gone } from './gone';\nexport const lost = gone;\n",
      'src/utils/any.ts': 'export const any = 1;\n',
      'src/engine/uses.ts': "import { any } from '../utils/any';\nexport const uses = any;\n",
    });
    expect(problems).toContain('src/core/lost.ts → ./gone: every import leads somewhere');
    expect(problems).toContain('src/engine/uses.ts → src/utils/any.ts: every file of src belongs to a layer');
  });

  it('is not content with files that import nothing', async () => {
    expect(await problemsOf(core)).toEqual(['src: the cruiser found no import at all, so it cannot read TypeScript']);
  });
});
