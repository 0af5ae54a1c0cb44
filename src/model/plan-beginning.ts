/** Where a decoder begins: the encoder's final states as they are or, from two directions, through a bridge. */
import { lastHiddenSize } from './parameters';
import { type Matrix, ONES, type Pass, type ScanPass } from './passes';
import {
  activation,
  copyRows,
  type Draft,
  gradientMatrix,
  linearInput,
  linearSum,
  linearWeight,
  matrix,
  meet,
  parameterMatrix,
  productPass,
} from './plan-draft';
import type { EncodedStage } from './plan-encoder';

export interface Beginning {
  /** The tensor [B, 2, H] that the decoder's scan leaves dL/d(initial states) in. */
  readonly gradient: string;
  /** Writes the states before the scan's first step. */
  forward(scan: ScanPass): readonly Pass[];
  /** Brings `gradient` to the encoder's final states. */
  backward(scan: ScanPass): readonly Pass[];
}

/** A state of the decoder: where it begins, and what it is made of by direction. */
interface State {
  readonly name: 'hidden' | 'cell';
  readonly begin: Matrix;
  readonly dbegin: Matrix;
  readonly finals: readonly Matrix[];
  readonly dfinals: readonly Matrix[];
}

export function planBeginning(draft: Draft, { scans }: EncodedStage): Beginning {
  const H = lastHiddenSize(draft.model.encoder);
  const [{ dfinal }] = scans;
  if (dfinal === null) throw new Error('plan: an encoder under a decoder must take the gradient of its final states');
  const bridged = scans.length > 1;
  const gradient = bridged ? activation(draft, 'dinitial.decoder', ['B', 2, H]) : dfinal.tensor;
  const statesOf = (scan: ScanPass): readonly State[] => {
    const begin = (tensor: string): Matrix => matrix(tensor, ['B'], H);
    const dbegin = (which: number): Matrix => matrix(gradient, ['B'], H, { stride: 2 * H, offset: which * H });
    const hidden: State = {
      name: 'hidden',
      begin: begin(scan.hidden),
      dbegin: dbegin(0),
      finals: scans.map(({ final }) => final),
      dfinals: scans.flatMap((each) => each.dfinal ?? []),
    };
    if (scan.cellState === null) return [hidden];
    const cell: State = {
      name: 'cell',
      begin: begin(scan.cellState),
      dbegin: dbegin(1),
      finals: scans.flatMap(({ finalCell }) => finalCell ?? []),
      dfinals: scans.flatMap(({ dfinalCell }) => dfinalCell ?? []),
    };
    return [hidden, cell];
  };
  if (!bridged) {
    return {
      gradient,
      forward: (scan) => statesOf(scan).map(({ name, begin, finals }) => copyRows(`hand over ${name}`, finals[0], begin)),
      backward: () => [],
    };
  }
  return {
    gradient,
    forward: (scan) => statesOf(scan).flatMap((state) => bridge(draft, state)),
    backward: (scan) => {
      const passes = statesOf(scan).map((state) => bridgeBackward(draft, state));
      return [0, 1, 2].flatMap((which) => passes.map((each) => each[which])); // what is alike side by side
    },
  };
}

/** begin = tanh(W [forward, reverse] + b) */
function bridge(draft: Draft, { name, begin, finals }: State): readonly Pass[] {
  const parameter = `decoder.bridge.${name}`;
  return [
    productPass(`bridge ${name}`, ...linearSum(finals, parameterMatrix(draft, `${parameter}.weight`), begin, `${parameter}.bias`)),
    { kernel: 'activate', label: `activate bridge ${name}`, activation: 'tanh', values: begin },
  ];
}

function bridgeBackward(draft: Draft, { name, begin, dbegin, finals, dfinals }: State): readonly [Pass, Pass, Pass] {
  const parameter = `decoder.bridge.${name}`;
  const weights = meet(finals, parameterMatrix(draft, `${parameter}.weight`));
  const gradients = meet(finals, gradientMatrix(draft, `${parameter}.weight`));
  return [
    { kernel: 'activateBackward', label: `activate backward bridge ${name}`, activation: 'tanh', values: begin, dvalues: dbegin },
    productPass(`bridge ${name} dx`, ...dfinals.map((dfinal, which) => linearInput(dbegin, weights[which], dfinal))),
    productPass(
      `bridge ${name} gradients`,
      ...finals.map((final, which) => linearWeight(dbegin, final, gradients[which])),
      linearWeight(dbegin, ONES, gradientMatrix(draft, `${parameter}.bias`)),
    ),
  ];
}
