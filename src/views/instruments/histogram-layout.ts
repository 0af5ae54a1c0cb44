/** A histogram as bars: as many as it has bins, the fullest as high as the plot. */
import type { Histogram } from '../../model/instruments';

export interface HistogramMarks {
  readonly bars: readonly { readonly x: number; readonly width: number; readonly y: number; readonly height: number }[];
  /** Numbers in the fullest bin. */
  readonly most: number;
}

export function layoutHistogram({ counts }: Histogram, width: number, height: number): HistogramMarks {
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  const step = width / counts.length;
  const bars = Array.from(counts, (count, k) => {
    const high = most === 0 ? 0 : (height * count) / most;
    return { x: k * step, width: Math.max(0.5, step - (step > 3 ? 1 : 0)), y: height - high, height: high };
  });
  return { bars: bars.filter((bar) => bar.height > 0), most };
}
