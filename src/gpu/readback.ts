/** Numbers on their way back from the device: staging buffers that are used again, each mapped without anyone waiting for it. */
import { UnavailableError } from '../core/errors';

export interface Readback {
  /** Records a copy into a staging buffer and returns what resolves with its bytes; call `collect` after the submit. */
  record(encoder: GPUCommandEncoder, source: GPUBuffer, offset: number, bytes: number): { readonly collect: () => Promise<ArrayBuffer> };
  destroy(): void;
}

/** Free buffers of one size are kept; the number in use settles at the number of calls in flight. */
export function createReadback(device: GPUDevice, label: string): Readback {
  const free = new Map<number, GPUBuffer[]>();
  const all = new Set<GPUBuffer>();
  let destroyed = false;
  const take = (bytes: number): GPUBuffer => {
    const found = free.get(bytes)?.pop();
    if (found) return found;
    const buffer = device.createBuffer({ label, size: bytes, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
    all.add(buffer);
    return buffer;
  };
  return {
    record(encoder, source, offset, bytes) {
      const buffer = take(bytes);
      encoder.copyBufferToBuffer(source, offset, buffer, 0, bytes);
      return {
        async collect() {
          try {
            await buffer.mapAsync(GPUMapMode.READ);
          } catch (error) {
            const why = destroyed ? 'the executor was disposed' : `the device was lost (${error instanceof Error ? error.message : String(error)})`;
            throw new UnavailableError(`webgpu: the numbers cannot be read, since ${why}`);
          }
          const data = buffer.getMappedRange().slice(0);
          buffer.unmap();
          const list = free.get(bytes) ?? [];
          free.set(bytes, list);
          list.push(buffer);
          return data;
        },
      };
    },
    destroy() {
      destroyed = true;
      for (const buffer of all) buffer.destroy();
    },
  };
}
