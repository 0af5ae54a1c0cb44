/** A shader's whole text: the file, then the parts that its line `// needs …` names; so compiler messages keep the file's line numbers. */

const NEEDS = /^\/\/ needs (.+)$/m;

/**
 * @param {string} source a file of this folder
 * @param {Readonly<Record<string, string>>} parts the files of parts/, by name
 * @returns {string}
 * @throws Error for a part that is not there
 */
export function composeShader(source, parts) {
  const needed = NEEDS.exec(source)?.[1].split(', ') ?? [];
  return [source, ...needed.map((name) => partOf(name, parts))].join('\n');
}

/** @param {string} name @param {Readonly<Record<string, string>>} parts */
function partOf(name, parts) {
  if (!Object.hasOwn(parts, name)) throw new Error(`shader: needs must name files of shaders/parts, got ${name}`);
  return parts[name];
}
