/** Where a truncated scan cuts the gradient. */
import { clear, move } from './lanes';

/**
 * Clears what flows back from a row's step t to the step before where `truncate` divides t, counted in the scan's own order, in which a reverse
 * scan starts at the row's last valid step; never between the first step and an initial state. dh, dc [B,H]; dc 0: none.
 */
@inline export function cutRows(dh: usize, dc: usize, lengths: usize, t: i32, B: i32, H: i32, reverse: bool, truncate: i32): void {
  if (truncate <= 0) return;
  for (let b = 0; b < B; b++) {
    const own = reverse ? load<i32>(lengths + ((<usize>b) << 2)) - 1 - t : t;
    if (own <= 0 || own % truncate != 0 || t >= load<i32>(lengths + ((<usize>b) << 2))) continue;
    const row = ((<usize>(b * H)) << 2);
    clear(dh + row, H);
    if (dc) clear(dc + row, H);
  }
}

/** dinitial[b] = (dh_b, dc_b); without dc its half stays as it is. */
export function storeInitial(dinitial: usize, dh: usize, dc: usize, B: i32, H: i32): void {
  const width = (<usize>H) << 2;
  for (let b = 0; b < B; b++) {
    const row = <usize>b * width;
    move(dinitial + 2 * row, dh + row, H);
    if (dc) move(dinitial + 2 * row + width, dc + row, H);
  }
}
