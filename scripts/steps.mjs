/** The steps of `npm run check` and `npm test`: what each is called, what it runs, and how it is run and told. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { root } from './setup.mjs';

/** @typedef {{ name: string, args: readonly string[] }} Step args: what Node runs */
/** @typedef {{ name: string, ok: boolean, output: string, seconds: number }} Outcome */

const bin = {
  tsc: 'node_modules/typescript/bin/tsc',
  eslint: 'node_modules/eslint/bin/eslint.js',
  prettier: 'node_modules/prettier/bin/prettier.cjs',
  knip: 'node_modules/knip/bin/knip.js',
  vite: 'node_modules/vite/bin/vite.js',
};

/** @type {readonly Step[]} */
export const checks = [
  { name: 'lint, with the message rule', args: [bin.eslint, '.', '--max-warnings=0'] },
  { name: 'types', args: [bin.tsc, '-p', '.'] },
  { name: 'format', args: [bin.prettier, '--check', '.', '--log-level=warn', '--cache', '--cache-location=.cache/prettier'] },
  { name: 'layers', args: ['scripts/check-layers.mjs'] },
  { name: 'unused code', args: [bin.knip, '--no-progress'] },
  { name: 'shaders', args: ['scripts/check-shaders.mjs'] },
];

/** @type {readonly Step[]} */
export const build = [
  { name: 'build', args: [bin.vite, 'build', '--logLevel=warn'] },
  { name: 'budgets', args: ['scripts/check-budget.mjs'] },
];

/**
 * Runs a step and keeps what it says.
 * @param {Step} step
 * @returns {Promise<Outcome>}
 */
export function runStep({ name, args }) {
  const start = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    /** @type {Buffer[]} */
    const output = [];
    child.stdout.on('data', (/** @type {Buffer} */ chunk) => output.push(chunk));
    child.stderr.on('data', (/** @type {Buffer} */ chunk) => output.push(chunk));
    child.on('close', (code) => {
      resolve({ name, ok: code === 0, output: Buffer.concat(output).toString(), seconds: (performance.now() - start) / 1000 });
    });
  });
}

/**
 * Runs steps that do not depend on one another, two at a time, and tells each as it ends.
 * @param {readonly Step[]} steps
 * @returns {Promise<Outcome[]>}
 */
export async function runSteps(steps) {
  const queue = [...steps];
  /** @type {Outcome[]} */
  const outcomes = [];
  const work = async () => {
    for (let step = queue.shift(); step; step = queue.shift()) {
      const outcome = await runStep(step);
      tell(outcome);
      outcomes.push(outcome);
    }
  };
  await Promise.all([work(), work()]);
  return outcomes;
}

/** @param {Outcome} outcome */
export function tell({ name, ok, output, seconds }) {
  console.log(`${ok ? 'passed' : 'FAILED'}  ${name} (${seconds.toFixed(1)} s)`);
  if (!ok && output.trim() !== '') console.log(output.trimEnd().replace(/^/gm, '    '));
}

/** A path for what a tool reports to us. @param {string} name */
export function reportPath(name) {
  return join(root, '.cache', 'reports', name);
}
