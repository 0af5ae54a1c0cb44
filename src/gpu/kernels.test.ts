/** The contract between host and shaders: every shader compiles as it stands, and the tables name what the WGSL declares. */
import { create } from 'webgpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { ResourceType, type StructInfo, WgslReflect } from 'wgsl_reflect/wgsl_reflect.module.js';
import { openNodeGpu } from '../headless/node-gpu';
import { feedFields, productFields, reductionFields, reportFields } from './blocks';
import { getKernel, kernels, type ShaderFile, shaderFiles } from './kernels';
import { rewriteConstants } from './shader';

const files = Object.entries(shaderFiles as Readonly<Record<string, ShaderFile>>);
const STORAGE_BUFFERS = 8;

describe('every shader', () => {
  const compiler: { gpu: GPU; device: GPUDevice | null } = { gpu: openNodeGpu(), device: null };
  beforeAll(async () => {
    compiler.gpu = create(['backend=null']);
    const adapter = await compiler.gpu.requestAdapter();
    compiler.device = (await adapter?.requestDevice()) ?? null;
  });
  it.each(files)('%s compiles as it stands', async (_file, { source }) => {
    const { device } = compiler;
    expect(device).not.toBeNull();
    device?.pushErrorScope('validation');
    const info = await device?.createShaderModule({ code: source }).getCompilationInfo();
    const error = await device?.popErrorScope();
    expect(info?.messages.map(({ lineNum, linePos, message }) => `${String(lineNum)}:${String(linePos)} ${message}`)).toEqual([]);
    expect(error).toBeNull();
  });
  it.each(files)('%s says what it is, and each kernel its equation and its threads', (_file, { source, entries }) => {
    expect(source.startsWith('// ')).toBe(true);
    const comments = [...source.matchAll(/^\/\/ (.+)\n@compute .+\nfn (\w+)\(/gm)];
    expect(comments.map(([, , name]) => name).sort()).toEqual(Object.keys(entries).sort());
    for (const [, comment, name] of comments) expect(comment, name).toMatch(/; .*(thread|workgroup)/);
  });
});

describe('the kernel table', () => {
  it('names entry points after their file', () => {
    for (const { entry, file } of kernels.values()) expect(entry.startsWith(`${file}_`), entry).toBe(true);
  });

  it.each(files)('%s declares the entries and bindings of the table', (_file, { source, variables, entries }) => {
    const reflect = new WgslReflect(source);
    expect(reflect.entry.compute.map(({ name }) => name).sort()).toEqual(Object.keys(entries).sort());
    const declared = reflect.getBindGroups().flat();
    expect(Object.fromEntries(declared.map(({ name, binding }) => [name, binding]))).toEqual(
      Object.fromEntries(Object.entries(variables).map(([name, { binding }]) => [name, binding])),
    );
    for (const { name, resourceType, access } of declared) {
      const expected = variables[name].access;
      if (resourceType === ResourceType.Uniform) expect(['feed', 'uniform'], name).toContain(expected);
      else expect(access, name).toBe(expected === 'read' ? 'read' : 'read_write');
    }
    for (const compute of reflect.entry.compute) {
      const used = new Set(compute.resources.map(({ name }) => name).filter((name) => name in variables));
      expect([...used].sort(), compute.name).toEqual([...entries[compute.name]].sort());
    }
  });

  it('keeps to the default number of storage buffers', () => {
    for (const { entry, variables } of kernels.values()) {
      const storage = variables.filter(([, { access }]) => access === 'read' || access === 'write');
      expect(storage.length, entry).toBeLessThanOrEqual(STORAGE_BUFFERS);
    }
  });
});

describe('the blocks', () => {
  const structOf = (source: string, name: string): StructInfo | undefined => new WgslReflect(source).structs.find((struct) => struct.name === name);
  const layout = (struct: StructInfo | undefined): unknown => struct?.members.map(({ name, offset, type }) => [name, offset, type.name]);
  const table = (fields: Readonly<Record<string, string>>): unknown => Object.entries(fields).map(([name, type], index) => [name, 4 * index, type]);

  it('Feed is the same in every shader that reads it', () => {
    for (const [file, { source, variables }] of files) {
      if ('feed' in variables) expect(layout(structOf(source, 'Feed')), file).toEqual(table(feedFields));
    }
  });
  it('Product, Reduction and Report are laid out as written', () => {
    for (const entry of ['product_tile_multiply', 'product_direct_multiply', 'product_block_multiply'] as const) {
      expect(layout(structOf(getKernel(entry).source, 'Product')), entry).toEqual(table(productFields));
    }
    expect(layout(structOf(getKernel('product_parts_add').source, 'Reduction'))).toEqual(table(reductionFields));
    expect(layout(structOf(getKernel('norm_report').source, 'Report'))).toEqual(table(reportFields));
  });
});

/** The structs and functions of a shader, by name. */
function blocksOf(source: string): ReadonlyMap<string, string> {
  return new Map([...source.matchAll(/^(?:struct|fn) (\w+)[^]*?^}/gm)].map(([text, name]) => [name, text]));
}

describe('the three products', () => {
  it('say alike what they share', () => {
    const tile = blocksOf(getKernel('product_tile_multiply').source);
    const direct = blocksOf(getKernel('product_direct_multiply').source);
    const shared = [...direct.keys()].filter((name) => tile.has(name));
    expect(shared).toEqual(['Feed', 'Product', 'Products', 'extent', 'shift', 'store', 'storeSums']);
    for (const name of shared) expect(direct.get(name), name).toBe(tile.get(name));
    const block = blocksOf(getKernel('product_block_multiply').source);
    for (const name of ['Feed', 'Product', 'Products', 'extent', 'shift']) expect(block.get(name), name).toBe(tile.get(name));
  });
});

describe('the scans in blocks', () => {
  const first = blocksOf(shaderFiles.lstm.source);
  const others = [shaderFiles.gru_block, shaderFiles.gru_before_block, shaderFiles.rnn_block].map(({ source }) => blocksOf(source));
  const lstm = blocksOf(shaderFiles.lstm_block.source);
  it('say alike what they share', () => {
    for (const name of ['Feed', 'sigmoid', 'tanhOf', 'isNan', 'firstStep', 'countSteps']) expect(lstm.get(name), name).toBe(first.get(name));
    const own = ['lstm_block_forward', 'stepBack', 'getBias', 'putInitial'];
    for (const other of others) {
      const shared = [...other.keys()].filter((name) => lstm.has(name) && !own.includes(name));
      expect(shared).toEqual(
        expect.arrayContaining(['Feed', 'goesOn', 'getFinal', 'getWeights', 'getTransposed', 'getInputWeight', 'outer', 'tanhOf']),
      );
      for (const name of shared) expect(other.get(name), name).toBe(lstm.get(name));
    }
  });
});

describe('the four scans', () => {
  const { lstm } = shaderFiles;
  const others = [shaderFiles.gru, shaderFiles.gru_before, shaderFiles.rnn];
  it('say alike what they share', () => {
    for (const { source } of others) {
      const [own, first] = [blocksOf(source), blocksOf(lstm.source)];
      const shared = [...own.keys()].filter((name) => first.has(name));
      expect(shared).toEqual(expect.arrayContaining(['Feed', 'tanhOf', 'firstStep', 'countSteps', 'getHidden', 'putHidden', 'getGates', 'putGates']));
      for (const name of shared) expect(own.get(name), name).toBe(first.get(name));
    }
  });
});

describe('constants', () => {
  it('are rewritten by name', () => {
    expect(rewriteConstants('const A: u32 = 1; // one\nconst B: f32 = 1;', { A: 7, B: 1e-8 })).toBe(
      'const A: u32 = 7; // one\nconst B: f32 = 9.99999993922529e-9;',
    );
  });
  it('must be declared, finite and of their type', () => {
    expect(() => rewriteConstants('const A: u32 = 1;', { B: 1 })).toThrow('must declare B');
    expect(() => rewriteConstants('const A: f32 = 1;', { A: NaN })).toThrow('must be finite');
    expect(() => rewriteConstants('const A: u32 = 1;', { A: 1.5 })).toThrow('whole number');
  });
});
