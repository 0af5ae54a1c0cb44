/** Leaves out of plain data what a reader would fill in by itself, so that links stay short. */

/** `value` without the keys whose values equal those in `defaults`, at every depth; undefined where nothing is left. */
export function prune(value: unknown, defaults: unknown): unknown {
  if (JSON.stringify(value) === JSON.stringify(defaults)) return undefined;
  if (!isRecord(value) || !isRecord(defaults)) return value;
  const kept = Object.entries(value).flatMap(([key, each]): [string, unknown][] => {
    const rest = prune(each, Object.hasOwn(defaults, key) ? defaults[key] : undefined);
    return rest === undefined ? [] : [[key, rest]];
  });
  return Object.fromEntries(kept);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
