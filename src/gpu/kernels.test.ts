/** The contract between host and shaders: every shader compiles, and the tables name what the WGSL declares. */
import { create } from 'webgpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { ResourceType, type StructInfo, WgslReflect } from 'wgsl_reflect/wgsl_reflect.module.js';
import { openNodeGpu } from '../headless/node-gpu';
import { feedFields, packFields, productFields, ranFields, reductionFields, reportFields, ruleFields } from './blocks';
import { composeShader } from '../../shaders/compose.mjs';
import { type ShaderFile, shaderFiles } from './kernel-table';
import { getKernel, kernels } from './kernels';
import { FIRST_BAD_BYTES, PARTIAL_BYTES } from './memory';
import { rewriteConstants } from './shader';
import { shaderParts } from './shader-parts';
import { DEFAULT_STORAGE_BUFFERS, MOST_PARTIALS, WANTED_STORAGE_BUFFERS } from './tuning';

const files = Object.entries(shaderFiles as Readonly<Record<string, ShaderFile>>);
const wholeFiles = files.map(([file, shader]) => [file, { ...shader, source: composeShader(shader.source, shaderParts) }] as const);

describe('every shader', () => {
  const compiler: { gpu: GPU; device: GPUDevice | null } = { gpu: openNodeGpu(), device: null };
  beforeAll(async () => {
    compiler.gpu = create(['backend=null']);
    const adapter = await compiler.gpu.requestAdapter();
    compiler.device = (await adapter?.requestDevice()) ?? null;
  });
  it.each(wholeFiles)('%s compiles with the parts that it needs', async (_file, { source }) => {
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

  it.each(wholeFiles)('%s declares the entries and bindings of the table', (_file, { source, variables, entries }) => {
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

  it('keeps to the default number of storage buffers, but where lowering asks for more', () => {
    for (const { entry, variables } of kernels.values()) {
      const storage = variables.filter(([, { access }]) => access === 'read' || access === 'write');
      expect(storage.length, entry).toBeLessThanOrEqual(entry === 'attention_gradients_row' ? WANTED_STORAGE_BUFFERS : DEFAULT_STORAGE_BUFFERS);
    }
  });
});

describe('the blocks', () => {
  const structOf = (source: string, name: string): StructInfo | undefined => new WgslReflect(source).structs.find((struct) => struct.name === name);
  const layout = (struct: StructInfo | undefined): unknown => struct?.members.map(({ name, offset, type }) => [name, offset, type.name]);
  const table = (fields: Readonly<Record<string, string>>): unknown => Object.entries(fields).map(([name, type], index) => [name, 4 * index, type]);

  it('Feed is the same in every shader that reads it', () => {
    for (const [file, { source, variables }] of wholeFiles) {
      if ('feed' in variables) expect(layout(structOf(source, 'Feed')), file).toEqual(table(feedFields));
    }
  });
  it('Product, Reduction, Pack, Report, Ran and Rule are laid out as written', () => {
    for (const entry of ['product_tile_multiply', 'product_direct_multiply', 'product_block_multiply'] as const) {
      expect(layout(structOf(getKernel(entry).source, 'Product')), entry).toEqual(table(productFields));
    }
    expect(layout(structOf(getKernel('product_parts_add').source, 'Reduction'))).toEqual(table(reductionFields));
    expect(layout(structOf(getKernel('pack_recurrent').source, 'Pack'))).toEqual(table(packFields));
    expect(layout(structOf(getKernel('norm_report').source, 'Report'))).toEqual(table(reportFields));
    expect(layout(structOf(getKernel('norm_report').source, 'Ran'))).toEqual(table(ranFields));
    for (const entry of ['update_adam', 'update_whole_adam'] as const)
      expect(layout(structOf(getKernel(entry).source, 'Rule')), entry).toEqual(table(ruleFields));
    const progress = structOf(getKernel('norm_report').source, 'Progress')?.members.map(({ name, offset }) => [name, offset]);
    expect(Object.fromEntries(progress ?? [])).toMatchObject({
      firstBad: 0,
      partials: FIRST_BAD_BYTES,
      reports: FIRST_BAD_BYTES + PARTIAL_BYTES * MOST_PARTIALS,
    });
  });
});

describe('the parts', () => {
  /** Names of the structs and functions that a text declares. */
  const namesOf = (source: string): string[] => [...source.matchAll(/^(?:struct|fn) (\w+)/gm)].map(([, name]) => name);
  const partNames = Object.keys(shaderParts);
  it.each(partNames)('%s says what it is, and some file needs it', (part) => {
    expect(shaderParts[part].startsWith('// ')).toBe(true);
    expect(files.filter(([, { source }]) => new RegExp(`^// needs .*\\b${part}\\b`, 'm').test(source)).length).toBeGreaterThan(1);
  });
  it('hold what two files would say alike', () => {
    const texts = new Map<string, string>();
    for (const [file, { source }] of files) {
      for (const [text] of source.matchAll(/^(?:struct|fn) \w+[^]*?^}/gm)) {
        expect(texts.get(text), `${file} and another: ${text.split('\n')[0]}`).toBeUndefined();
        texts.set(text, file);
      }
    }
  });
  it('are refused where there is no such part', () => {
    expect(namesOf(composeShader('// needs feed\nfn own() {}', shaderParts))).toEqual(['own', 'Feed']);
    expect(composeShader('fn own() {}', shaderParts)).toBe('fn own() {}');
    expect(() => composeShader('// needs nothing', shaderParts)).toThrow('must name files of shaders/parts, got nothing');
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
