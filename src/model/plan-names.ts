/** The names of tensors that a plan makes and that others ask for. */

/** Flat optimizer state, each [parameters.length]: momentum or first moment, and second moment. */
export const MOMENT_1 = 'optimizer.moment1';
export const MOMENT_2 = 'optimizer.moment2';

/** The states that a batch begins with where a run carries them, [B, carriedWidth]. */
export const CARRIED = 'carried';

/** The name of a parameter's gradient. */
export function gradientOf(parameter: string): string {
  return `gradient.${parameter}`;
}

/** Where a recording plan keeps the gates that the backward scan overwrites, [T, B, slots, H]. */
export function keptGates(suffix: string): string {
  return `gates.kept.${suffix}`;
}
