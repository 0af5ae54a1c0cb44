/** Every kernel by its entry point: the whole text of its shader, and what it binds. */
import { composeShader } from '../../shaders/compose.mjs';
import { type ShaderFile, shaderFiles, type Variable } from './kernel-table';
import { shaderParts } from './shader-parts';

export type FileName = keyof typeof shaderFiles;

/** The entry points, `<file>_<verb>`: at once a pipeline's label, a profiler's row and a key of this table. */
export type Entry = { [File in FileName]: keyof (typeof shaderFiles)[File]['entries'] & string }[FileName];

export interface Kernel {
  readonly entry: Entry;
  readonly file: FileName;
  /** The whole text. */
  readonly source: string;
  /** What the entry point binds, by variable. */
  readonly variables: readonly (readonly [name: string, variable: Variable])[];
}

/** Every kernel by its entry point. */
export const kernels: ReadonlyMap<string, Kernel> = new Map(
  Object.entries(shaderFiles as Readonly<Record<string, ShaderFile>>).flatMap(([file, { source, variables, entries }]) =>
    Object.entries(entries).map(([entry, used]): [string, Kernel] => [
      entry,
      {
        entry: entry as Entry,
        file: file as FileName,
        source: composeShader(source, shaderParts),
        variables: used.map((name) => [name, variables[name]] as const).sort(([, a], [, b]) => a.binding - b.binding),
      },
    ]),
  ),
);

/** @throws Error for a name that is not in the table. */
export function getKernel(entry: Entry): Kernel {
  const kernel = kernels.get(entry);
  if (!kernel) throw new Error(`kernels: no entry point is called ${entry}`);
  return kernel;
}
