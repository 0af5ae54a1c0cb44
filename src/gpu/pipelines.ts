/** Compute pipelines of a device, compiled all at once and kept by variant; layouts come from the kernel table. */
import type { Variable } from './kernel-table';
import { getKernel, type Entry } from './kernels';
import { compileModule, type Variant, variantKey } from './shader';

export interface Pipelines {
  layout(entry: Entry): GPUBindGroupLayout;
  /** Compiles what is missing. */
  prepare(variants: readonly Variant[]): Promise<void>;
  /** A pipeline that was prepared. */
  get(variant: Variant): GPUComputePipeline;
}

export function createPipelines(device: GPUDevice): Pipelines {
  const layouts = new Map<Entry, GPUBindGroupLayout>();
  const started = new Map<string, Promise<void>>();
  const ready = new Map<string, GPUComputePipeline>();

  const layout = (entry: Entry): GPUBindGroupLayout => {
    let found = layouts.get(entry);
    if (!found) {
      const entries = getKernel(entry).variables.map(([, variable]) => layoutEntry(variable));
      found = device.createBindGroupLayout({ label: entry, entries });
      layouts.set(entry, found);
    }
    return found;
  };
  const compile = async (variant: Variant, key: string): Promise<void> => {
    const module = await compileModule(device, variant);
    const pipeline = await device.createComputePipelineAsync({
      label: variant.entry,
      layout: device.createPipelineLayout({ label: variant.entry, bindGroupLayouts: [layout(variant.entry)] }),
      compute: { module, entryPoint: variant.entry },
    });
    ready.set(key, pipeline);
  };
  return {
    layout,
    async prepare(variants) {
      await Promise.all(
        variants.map((variant) => {
          const key = variantKey(variant);
          const compiling = started.get(key) ?? compile(variant, key);
          started.set(key, compiling);
          return compiling;
        }),
      );
    },
    get(variant) {
      const pipeline = ready.get(variantKey(variant));
      if (!pipeline) throw new Error(`pipelines: ${variantKey(variant)} was not prepared`);
      return pipeline;
    },
  };
}

function layoutEntry({ binding, access, input }: Variable): GPUBindGroupLayoutEntry {
  const types = { feed: 'uniform', uniform: 'uniform', read: 'read-only-storage', write: 'storage' } as const;
  return {
    binding,
    visibility: GPUShaderStage.COMPUTE,
    buffer: { type: types[access], hasDynamicOffset: access === 'feed' || input === true },
  };
}
