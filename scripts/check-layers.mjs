/**
 * Checks that imports point down only, by the rules of .dependency-cruiser.mjs.
 *
 * A cruiser that cannot read TypeScript finds no modules and is content, so this also holds that it has seen every source file
 * and that it has seen them import one another.
 */
import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import config from '../.dependency-cruiser.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * @param {string} base the folder that holds src
 * @returns {Promise<{ modules: number, imports: number, problems: string[] }>}
 */
export async function checkLayers(base) {
  const sources = readdirSync(join(base, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
    .map((path) => `src/${path.split(sep).join('/')}`)
    .filter((path) => !path.startsWith('src/wasm/assembly/'));
  const { output } = await cruise(
    ['src'],
    { ...config.options, baseDir: base, validate: true, ruleSet: { forbidden: config.forbidden } },
    undefined,
    { tsConfig: extractTsConfig(join(root, 'tsconfig.json')) },
  );
  if (typeof output === 'string') throw new Error('check-layers: the cruiser must return modules, got text');
  const seen = new Map(output.modules.map((module) => [module.source, module.dependencies.length]));
  const missed = sources.filter((source) => !seen.has(source));
  const imports = sources.reduce((sum, source) => sum + (seen.get(source) ?? 0), 0);
  const problems = output.summary.violations.map(({ rule, from, to }) => `${from} → ${to}: ${rule.name}`);
  problems.push(...missed.map((source) => `${source}: the cruiser did not read this file`));
  if (imports === 0) problems.push('src: the cruiser found no import at all, so it cannot read TypeScript');
  return { modules: sources.length, imports, problems };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { modules, imports, problems } = await checkLayers(root);
  for (const problem of problems) console.error(problem);
  console.log(`${modules} modules, ${imports} imports, ${problems.length} problems`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
