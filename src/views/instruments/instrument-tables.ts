/** What the instruments show as tables, with every digit: the alternative for screen readers, and what a CSV holds. */
import type { InstrumentName, Instruments } from '../../model/instruments';
import { blocksOf, readPairs } from './eigenvalue-layout';
import { chooseHistogram, histogramKey } from './histograms';
import { itemisedNorm } from './itemised-layout';
import { jacobianLines, readJacobians } from './jacobian-layout';
import { roadShare } from './roads-layout';
import { saturatedGates } from './saturation';
import { saturationAt } from './saturation-layout';

export interface InstrumentTable {
  readonly name: InstrumentName;
  /** Columns as files name them. */
  readonly head: readonly string[];
  readonly rows: readonly (readonly (number | string)[])[];
}

interface Of {
  readonly scan: string;
  /** The example's steps: all, and those that are no padding. */
  readonly T: number;
  readonly length: number;
  /** Which histogram is shown. */
  readonly histogram: string | null;
}

/** The table of one instrument; null where it is not measured. */
export function tableOfInstrument(name: InstrumentName, instruments: Instruments, of: Of): InstrumentTable | null {
  const made = tables[name](instruments, of);
  return made && { name, ...made };
}

type Make = (instruments: Instruments, of: Of) => Omit<InstrumentTable, 'name'> | null;

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, k) => k);

const tables: Readonly<Record<InstrumentName, Make>> = {
  itemised: ({ itemised }, { scan, length }) =>
    itemised
      ? {
          head: ['k', ...upTo(length).map((t) => `t_${String(t)}`)],
          rows: itemised.steps.map((step, row) => [step, ...upTo(length).map((t) => itemisedNorm(itemised, scan, row, t))]),
        }
      : null,
  jacobians: ({ jacobians }, { scan, T, length }) => {
    const values = jacobians && readJacobians(jacobians, scan, T);
    return values ? { head: ['t', ...jacobianLines], rows: upTo(length).map((t) => [t, ...jacobianLines.map((key) => values[key][t])]) } : null;
  },
  eigenvalues: ({ eigenvalues }, { scan }) =>
    eigenvalues
      ? {
          head: ['block', 'real', 'imaginary', 'magnitude'],
          rows: blocksOf(eigenvalues.tensors, scan).flatMap(({ name, gate }) =>
            readPairs(eigenvalues.tensors, name).map(([re, im]) => [gate ?? 'recurrent', re, im, Math.hypot(re, im)]),
          ),
        }
      : null,
  roads: ({ roads }, { scan, length }) =>
    roads
      ? {
          head: ['t', 'additive', 'gated'],
          rows: upTo(length).map((t) => [t, roadShare(roads, scan, 'additive', t), roadShare(roads, scan, 'gated', t)]),
        }
      : null,
  saturation: ({ saturation }, { scan, length }) => {
    const gates = saturation ? saturatedGates(saturation, scan) : [];
    return saturation
      ? {
          head: ['t', ...gates.flatMap((gate) => [`${gate}_shut`, `${gate}_open`])],
          rows: upTo(length).map((t) => [
            t,
            ...gates.flatMap((gate) => ([0, 1] as const).map((end) => saturationAt(saturation, scan, gate, t, end))),
          ]),
        }
      : null;
  },
  histograms: ({ histograms }, { histogram }) => {
    const shown = histograms && chooseHistogram(histograms, histogram);
    if (!shown) return null;
    const rowsOf = (what: 'weights' | 'gradients'): (number | string)[][] =>
      Array.from(shown[what].counts, (count, k) => [`${histogramKey(shown)} ${what}`, shown[what].edges[k], shown[what].edges[k + 1], count]);
    return { head: ['numbers', 'from', 'to', 'count'], rows: [...rowsOf('weights'), ...rowsOf('gradients')] };
  },
  truncation: ({ truncation }) =>
    truncation
      ? {
          head: ['parameter', 'cosine', 'full_norm', 'truncated_norm'],
          rows: [{ parameter: 'all', ...truncation.total }, ...truncation.parameters].map(({ parameter, cosine, fullNorm, truncatedNorm }) => [
            parameter,
            cosine ?? Number.NaN,
            fullNorm,
            truncatedNorm,
          ]),
        }
      : null,
  weights: ({ weights }, { scan }) => {
    const of = scan === 'decoder' ? 'decoder.cell.' : 'encoder.';
    const names = Object.keys(weights?.tensors ?? {}).filter(
      (name) => name.startsWith(`weight.${of}`) && (scan === 'decoder' || name.endsWith(`_${scan}`)),
    );
    return weights
      ? {
          head: ['parameter', 'row', 'column', 'weight', 'gradient'],
          rows: names.flatMap((name) => {
            const parameter = name.slice('weight.'.length);
            const { shape, data } = weights.tensors[name];
            const gradient = weights.tensors[`weightGradient.${parameter}`].data;
            const columns = shape.length === 2 ? shape[1] : 1;
            return Array.from(data, (value, k) => [parameter, Math.floor(k / columns), k % columns, value, gradient[k]]);
          }),
        }
      : null;
  },
  clipping: ({ clipping }) =>
    clipping
      ? {
          head: ['gradient', 'before', 'after'],
          rows: [
            ...(clipping.last ? [['last', clipping.last.before, clipping.last.after]] : []),
            ['measured', clipping.measured.before, clipping.measured.after],
          ],
        }
      : null,
};
