/** Dispatches with their GPU objects: a pipeline and a bind group each, made when a call first needs them and kept. */
import type { Sizes } from '../model/passes';
import { BLOCK_BYTES, blockBytes, feedFields } from './blocks';
import { inErrorScopes } from './device-error';
import { type Dispatch, flattenDispatches, type Scheduled } from './dispatch';
import { getKernel } from './kernels';
import type { Memory } from './memory';
import type { Pipelines } from './pipelines';

export interface Bound {
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  /** By how much each dynamic offset grows from one update of a submit to the next, in the order of the bindings. */
  readonly strides: readonly number[];
  /** Which of them is the feed's; -1 where the kernel binds none. */
  readonly feedAt: number;
  readonly workgroups: (sizes: Sizes) => number;
  readonly depth: number;
}

export interface Bindings {
  /** null where all of these are there; else resolves once they are. @throws UnavailableError where memory runs out. */
  prepare(scheduled: readonly Scheduled[]): Promise<void> | null;
  /** A dispatch that was prepared. */
  get(dispatch: Dispatch): Bound;
}

/** @param checkAlive throws once the memory is gone. */
export function createBindings(device: GPUDevice, pipelines: Pipelines, memory: Memory, checkAlive: () => void): Bindings {
  const bound = new Map<Dispatch, Bound>();

  async function make(dispatches: readonly Dispatch[]): Promise<void> {
    await inErrorScopes(device, 'compiling the shaders', () => pipelines.prepare(dispatches.map(({ variant }) => variant)));
    checkAlive();
    await inErrorScopes(device, 'binding the plan', async () => {
      for (const dispatch of dispatches) if (!bound.has(dispatch)) bound.set(dispatch, bind(dispatch));
      return Promise.resolve();
    });
  }

  function bind(dispatch: Dispatch): Bound {
    const { entry } = dispatch.variant;
    const strides: number[] = [];
    let feedAt = -1;
    const entries = getKernel(entry).variables.map(([name, { binding, access, input }]): GPUBindGroupEntry => {
      if (access === 'feed') {
        feedAt = strides.length;
        strides.push(BLOCK_BYTES * memory.blocks);
        return { binding, resource: { buffer: memory.feed, size: Math.ceil(blockBytes(feedFields) / 16) * 16 } };
      }
      if (access === 'uniform') {
        const data = dispatch.uniforms?.[name];
        if (!data) throw new Error(`webgpu: ${entry} binds ${name}, but ${dispatch.label} has no such block`);
        return { binding, resource: { buffer: memory.addUniform(dispatch.label, data) } };
      }
      if (!(name in dispatch.ranges)) throw new Error(`webgpu: ${dispatch.label} must name a range for ${name}`);
      const { buffer, offset, bytes, stride } = memory.get(dispatch.ranges[name]);
      if (input) strides.push(stride);
      return { binding, resource: { buffer, offset, size: bytes } };
    });
    return {
      pipeline: pipelines.get(dispatch.variant),
      group: device.createBindGroup({ label: dispatch.label, layout: pipelines.layout(entry), entries }),
      strides,
      feedAt,
      workgroups: dispatch.workgroups,
      depth: dispatch.depth ?? 1,
    };
  }

  return {
    prepare(scheduled) {
      const missing = flattenDispatches(scheduled).filter((dispatch) => !bound.has(dispatch));
      return missing.length > 0 ? make(missing) : null;
    },
    get(dispatch) {
      const found = bound.get(dispatch);
      if (!found) throw new Error(`webgpu: ${dispatch.label} was not prepared`);
      return found;
    },
  };
}
