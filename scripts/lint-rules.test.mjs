/** The project's own lint rules must report what they are there to report. */
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { expect, it } from 'vitest';

/** The files below do not exist, so the rules that need types are off. */
const eslint = new ESLint({
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  ruleFilter: ({ ruleId }) => ruleId.startsWith('no-restricted-'),
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
});

/**
 * @param {string} filePath
 * @param {string} code
 */
async function linesReported(filePath, code) {
  const [{ messages }] = await eslint.lintText(code, { filePath });
  return messages.map(({ line, message, fatal }) => (fatal ? message : line));
}

const markup = `
export const A = () => <p>Word</p>;
export const B = () => <p aria-label="word" />;
export const C = () => <p title={'word'} />;
export const D = () => <p>{\`word\`}</p>;
export const E = () => <><b>{'word'}</b></>;
export const F = (m: M) => <p className="word" aria-label={m.word}>{m.word} = {1} · %</p>;
export const draw = (c: C) => c.fillText('word', 1, 2);
export const G = (m: M) => <p>{m.kind === 'gru' ? m.word : 'word'}</p>;
`;

it('finds bare strings in the markup of the page and of views', async () => {
  expect(await linesReported('src/app/some.tsx', markup)).toEqual([2, 3, 4, 5, 6, 8, 9]);
  expect(await linesReported('src/views/some.tsx', markup)).toEqual([2, 3, 4, 5, 6, 8, 9]);
  expect(await linesReported('src/app/messages/some.tsx', markup)).toEqual([]);
});

const code = `
export const random = Math.random();
export const now = Date.now();
export const device = (gpu: GPUDevice) => gpu;
export const send = (w: Worker) => { w.postMessage(1); };
export const fill = (e: Element) => { e.innerHTML = ''; };
`;

it('finds unseeded randomness, the clock, names of WebGPU and messages where they may not be', async () => {
  expect(await linesReported('src/model/some.ts', code)).toEqual([2, 3, 4, 5, 6]);
  expect(await linesReported('src/gpu/some.ts', code)).toEqual([2, 3, 5, 6]);
  expect(await linesReported('src/worker/some.ts', code)).toEqual([2, 4, 6]);
  expect(await linesReported('src/engine/some.ts', code)).toEqual([2, 4, 5, 6]);
});
