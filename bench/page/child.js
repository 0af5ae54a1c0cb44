/** Ours in a Node process of its own: reads one JSON object a line, and answers each with another. */
import { createInterface } from 'node:readline';
import process from 'node:process';
import { createWebGpuEngine } from '../../src/gpu/engine';
import { openNodeGpu } from '../../src/headless/node-gpu';
import { loadWasmEngine } from '../../src/wasm/load';
import { drawCase } from './case.js';
import { countStep } from './count.js';
import { createOurs } from './ours.js';
import { runBurst } from './burst.js';

const engines = { wasm: loadWasmEngine, webgpu: () => createWebGpuEngine(openNodeGpu()) };
let step;

const answers = {
  async prepare({ device, case: which }) {
    const engine = await engines[device]();
    step = await createOurs(drawCase(which), engine);
    return engine.adapter;
  },
  burst: ({ count }) => runBurst(step, count),
  count: () => countStep(step),
};

for await (const line of createInterface(process.stdin)) {
  const request = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(await answers[request.do](request))}\n`);
}
// Dawn's threads would keep the process alive.
process.exit(0);
