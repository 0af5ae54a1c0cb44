/** The singular values of one step's Jacobian and of all steps to the end, as lines on the log10 scale of the gradients. */
import { readSteps } from './read';
import type { Jacobians } from '../../model/instruments';
import { type GradientMarks, type GradientSeries, layoutGradient } from '../gradient-layout';
import { gradientScale } from '../log-scale';
import type { TimeAxis } from '../time-axis';

export const jacobianLines = ['productLargest', 'productSmallest', 'largest', 'smallest'] as const;

export type JacobianLine = (typeof jacobianLines)[number];

/** The singular values of every step, [T] each; null where the scan has none. */
export function readJacobians({ tensors }: Jacobians, scan: string, T: number): Readonly<Record<JacobianLine, Float64Array>> | null {
  const step = readSteps(tensors, `jacobian.${scan}`);
  const product = readSteps(tensors, `jacobianProduct.${scan}`);
  if (step === null || product === null) return null;
  const over = (read: (t: number, end: number) => number, end: number): Float64Array => Float64Array.from({ length: T }, (_, t) => read(t, end));
  return { productLargest: over(product, 0), productSmallest: over(product, 1), largest: over(step, 0), smallest: over(step, 1) };
}

export function layoutJacobians(
  values: Readonly<Record<JacobianLine, Float64Array>>,
  names: Readonly<Record<JacobianLine, string>>,
  axis: TimeAxis,
  height: number,
  length: number,
): GradientMarks {
  const series = jacobianLines.map((key): GradientSeries => ({ key, kind: 'hidden', label: names[key], norms: values[key] }));
  return layoutGradient(series, axis, height, gradientScale, length);
}
