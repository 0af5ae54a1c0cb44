/** Counts what one step asks of the GPU, by wrapping the prototypes of WebGPU and WebGL2 while it runs. */

const wraps = [
  ['GPUComputePassEncoder', 'dispatchWorkgroups', (counts) => counts.dispatches++],
  ['GPUComputePassEncoder', 'dispatchWorkgroupsIndirect', (counts) => counts.dispatches++],
  ['GPUQueue', 'submit', (counts) => counts.submits++],
  ['GPUBuffer', 'mapAsync', countMapped],
  ['WebGL2RenderingContext', 'drawArrays', (counts) => counts.dispatches++],
  ['WebGL2RenderingContext', 'drawElements', (counts) => counts.dispatches++],
  ['WebGL2RenderingContext', 'flush', (counts) => counts.submits++],
  // Into a buffer of WebGL's own it reads nothing back yet.
  ['WebGL2RenderingContext', 'readPixels', (counts, _, args) => (counts.bytesRead += args[6]?.byteLength ?? 0)],
  ['WebGL2RenderingContext', 'getBufferSubData', (counts, _, [, , data]) => (counts.bytesRead += data.byteLength)],
];

const MAP_READ = 1;

function countMapped(counts, buffer, [mode, offset = 0, size = buffer.size - offset]) {
  if (mode === MAP_READ) counts.bytesRead += size;
}

/** @returns {Promise<{ dispatches: number, submits: number, bytesRead: number }>} of `step`, a draw being WebGL's dispatch and a flush its submit. */
export async function countStep(step) {
  const counts = { dispatches: 0, submits: 0, bytesRead: 0 };
  const undo = wraps.flatMap(([type, method, note]) => {
    const prototype = globalThis[type]?.prototype;
    const original = prototype?.[method];
    if (!original) return [];
    prototype[method] = function (...args) {
      note(counts, this, args);
      return original.apply(this, args);
    };
    return [() => (prototype[method] = original)];
  });
  try {
    await step();
  } finally {
    for (const restore of undo) restore();
  }
  return counts;
}
