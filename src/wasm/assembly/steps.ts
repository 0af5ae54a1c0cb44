/** Where a truncated scan cuts the gradient. */

/**
 * Whether what flows back into a row's step t from its later neighbour is cut: where `truncate` divides the later step's number,
 * counted in the scan's own order, in which a reverse scan starts at the row's last valid step. t < length.
 */
@inline export function isCut(t: i32, length: i32, reverse: bool, truncate: i32): bool {
  if (truncate <= 0) return false;
  const later = (reverse ? length - 1 - t : t) + 1;
  return later < length && later % truncate == 0;
}
