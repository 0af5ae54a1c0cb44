/** What scripts/vite-wasm makes: the compiled kernels of src/wasm/assembly. */
declare module 'virtual:wasm-kernels' {
  /** The module's bytes: fetched in a page or worker, part of the code in Node. */
  export function loadKernels(): Promise<BufferSource>;
}
