/** Weights between the lab's files and PyTorch, both ways, by files and numbers that golden/files.py made with PyTorch: no PyTorch is needed here. */
import { describe, expect, it } from 'vitest';
import { drawBatch, type FileCase, modelOf, readCases } from '../../golden/cases';
import { isArchive } from '../core/archive';
import { readSafetensors } from '../core/safetensors';
import type { Numbers } from '../core/tensor';
import { gradients } from '../engine/probe';
import { packRun, unpackRun } from '../engine/run-file';
import { writeParameters } from '../engine/weights';
import { sizesOf } from '../model/feed';
import { packParameters } from '../model/parameter-files';
import { layoutParameters } from '../model/parameters';
import { createReferenceEngine } from '../reference/engine';
import { withExecutor } from './fixtures/agreement';

const decode = (file: string): Uint8Array => new Uint8Array(Buffer.from(file, 'base64'));

async function expectOutputs(golden: FileCase, parameters: Numbers, outputs: readonly number[]): Promise<void> {
  const model = modelOf(golden);
  const batch = drawBatch(model, golden);
  await withExecutor(createReferenceEngine(), model, { capacity: sizesOf(batch), record: true }, async (executor) => {
    writeParameters(executor, parameters);
    const { data } = (await gradients(executor, batch)).outputs;
    expect(data).toHaveLength(outputs.length);
    const largest = Math.max(...outputs.map(Math.abs));
    data.forEach((value, k) => {
      expect(Math.abs(value - outputs[k])).toBeLessThanOrEqual(1e-8 * largest);
    });
  });
}

describe.each(readCases('files').map((golden) => [golden.name, golden] as const))('%s', (_, golden) => {
  it('gives PyTorch the outputs of the run that was saved, from weights that load strictly', async () => {
    const file = decode(golden.ours.file);
    expect(isArchive(file)).toBe(true);
    const saved = unpackRun(file);
    expect(saved.run.model).toEqual(modelOf(golden));
    await expectOutputs(golden, Float32Array.from(saved.state.parameters), golden.ours.outputs);
    // What is written today is what PyTorch read.
    expect(packRun(saved)).toEqual(file);
  });

  it.each(golden.torchs.map((torch) => [torch.dtype, torch] as const))(
    'takes a state_dict of PyTorch in %s, and computes its outputs',
    async (dtype, torch) => {
      const tensors = readSafetensors(decode(torch.file));
      expect(Object.values(tensors).every(({ data }) => data instanceof (dtype === 'F64' ? Float64Array : Float32Array))).toBe(true);
      await expectOutputs(golden, packParameters(layoutParameters(modelOf(golden)), tensors), torch.outputs);
    },
  );
});
