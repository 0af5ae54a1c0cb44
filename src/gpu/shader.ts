/** From a shader's source to a compiled module: rewrites numbers of its `const` block and turns compiler messages into an error. */
import { getKernel, type Entry } from './kernels';

/** Numbers for the `const` block; the source stands for those not named. */
export type Constants = Readonly<Record<string, number>>;

/** One module: an entry point at given constants. */
export interface Variant {
  readonly entry: Entry;
  readonly constants: Constants;
}

/** Equal for equal variants. */
export function variantKey({ entry, constants }: Variant): string {
  const parts = Object.entries(constants).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${entry} ${parts.map(([name, value]) => `${name}=${String(value)}`).join(' ')}`;
}

/** The source with its constants replaced. @throws Error where the source has no such constant. */
export function rewriteConstants(source: string, constants: Constants): string {
  let code = source;
  for (const [name, value] of Object.entries(constants)) {
    const declaration = new RegExp(`^const ${name}: (u32|f32) = [^;]+;`, 'm');
    if (!declaration.test(code)) throw new Error(`shader: the const block must declare ${name}`);
    code = code.replace(declaration, (_line, type: string) => `const ${name}: ${type} = ${formatNumber(value, type)};`);
  }
  return code;
}

function formatNumber(value: number, type: string): string {
  if (!Number.isFinite(value)) throw new Error(`shader: a constant must be finite, got ${String(value)}`);
  if (type === 'f32') return String(Math.fround(value));
  if (!Number.isInteger(value) || value < 0) throw new Error(`shader: a u32 constant must be a whole number, got ${String(value)}`);
  return String(value);
}

/** Compiles a variant. @throws Error with line and column where the compiler refuses it. */
export async function compileModule(device: GPUDevice, variant: Variant): Promise<GPUShaderModule> {
  const { source, entry } = getKernel(variant.entry);
  const module = device.createShaderModule({ label: variantKey(variant), code: rewriteConstants(source, variant.constants) });
  const { messages } = await module.getCompilationInfo();
  const errors = messages.filter(({ type }) => type === 'error');
  if (errors.length > 0) {
    const lines = errors.map(({ lineNum, linePos, message }) => `${entry}:${String(lineNum)}:${String(linePos)}: ${message}`);
    throw new Error(lines.join('\n'));
  }
  return module;
}
