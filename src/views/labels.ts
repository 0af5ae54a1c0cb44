/** Every word that the views show: types only, the page's message catalogue fills them. */
import type { Verdict } from '../core/detection';
import type { Decimal } from './format';
import type { Phase } from './passage';
import type { NetworkPart } from './network-parts';
import type { QuantityName } from './quantity';
import type { OrderKind } from './unit-order';

/** Which way a layer reads; null where there is only one. */
export type Direction = 'forward' | 'reverse' | null;

export interface StageLabels {
  readonly decimal: Decimal;
  /** The stage's name for screen readers, and which keys move its cursor. */
  readonly stage: string;
  readonly keys: string;
  readonly step: string;
  readonly unit: string;
  /** Before the choice of the layer and direction that the panels show, and how one is called. */
  readonly scanMenu: string;
  readonly scan: (layer: number, direction: Direction) => string;
  readonly input: string;
  readonly target: string;
  readonly prediction: string;
  /** Before what was asked, within a line of text. */
  readonly asked: string;
  /** Shown while there is no cursor: how to get one. */
  readonly hint: string;
  /** Before the probability of the prediction. */
  readonly probability: string;
  readonly unrolled: string;
  /** What the width and colour of the edges say: the gradient. */
  readonly edges: string;
  readonly loss: string;
  readonly quantities: Readonly<Record<QuantityName, string>>;
  /** The norm of the hidden state, whose colour the unrolled cells have. */
  readonly hiddenNorm: string;
  /** The norm of the cell state, which the road carries forward. */
  readonly cellNorm: string;
  /** Said while a passage is under way, and what ends it. */
  readonly passage: Readonly<Record<Phase, string>>;
  readonly showAll: string;
  /** The network before it is unrolled, the button and the slider that fold and unroll it. */
  readonly folded: string;
  readonly foldUp: string;
  readonly unroll: string;
  readonly opening: string;
  /** How many units a layer has, in a few letters. */
  readonly units: (count: number) => string;
  /** Said of an encoder's final state, which a decoder begins with. */
  readonly toDecoder: string;
  /** What is selected of the network, told where it comes from, null: from the beginning, and the step that it leads to. */
  readonly parts: Readonly<Record<NetworkPart, (from: string | null, to: string) => string>>;
  /** Before the units that changed most since the step before, and those whose gradient is largest. */
  readonly mostChanged: string;
  readonly strongest: string;
  /** The order of the units: its menu, its kinds with what each means, and how to find it anew. */
  readonly order: string;
  readonly orders: Readonly<Record<OrderKind, string>>;
  readonly orderAbout: Readonly<Record<OrderKind, string>>;
  readonly orderAgain: string;
  readonly orderOf: (update: number) => string;
  /** Opens a panel large, and closes it again. */
  readonly large: string;
  readonly trace: string;
  readonly notFinite: (values: number) => string;
  /** The switch for gradients by the largest of each line, what the axis then measures, and what that hides. */
  readonly relative: string;
  readonly gradientRelative: string;
  readonly relativeHides: string;
  readonly gradient: string;
  /** What the gradient's axis measures: norm, log10. */
  readonly gradientUnit: string;
  readonly hiddenGradient: string;
  readonly cellGradient: string;
  /** The comparison line: the gradient of an earlier snapshot. */
  readonly compared: (update: number) => string;
  /** Steps whose gradient lies beyond the axis and is drawn at its end. */
  readonly below: (steps: number) => string;
  readonly above: (steps: number) => string;
  readonly zero: (steps: number) => string;
  /** Values beyond the range of a heatmap's colours. */
  readonly beyond: (values: number) => string;
  readonly decoder: string;
  /** The decoder among the layers that the panels can show. */
  readonly decoderScan: string;
  /** What the decoder reads as the symbol before: the targets, as in training, or what it answered itself, as in use. */
  readonly decoderReads: string;
  readonly readsTargets: string;
  readonly readsOwn: string;
  /** Said of attention that is of the decoder's own answers, and of all else that then still is of the pass that reads the targets. */
  readonly ofOwnAnswers: string;
  readonly statesOfTargets: string;
  readonly attention: string;
  /** How widely a row of attention is spread, and its bits of the most that they can be. */
  readonly entropy: string;
  readonly ofBits: (bits: string, most: string) => string;
  /** The curves between decoder and source, and what their width says. */
  readonly links: string;
  readonly linksAbout: string;
  /** A step of what the decoder writes, and of what the encoder reads. */
  readonly targetStep: string;
  readonly sourceStep: string;
  /** Added to `keys` where there is a decoder: which keys move the step on the axis that the cursor is not on. */
  readonly attentionKeys: string;
  /** Of a layer's menu: short, since the menu stands in the gutter. */
  readonly scanShort: (layer: number, direction: Direction) => string;
  /** Said of colours that grow with the square root of a value. */
  readonly rootScale: string;
  readonly overview: string;
  /** What it is for, said of it where there is no room to write that. */
  readonly overviewAbout: string;
  readonly pinned: string;
  readonly showTable: string;
  readonly tableOf: string;
  readonly saveCsv: string;
  readonly outputs: OutputLabels;
  /** A table shows only so many of its rows. */
  readonly tableCut: (shown: number, all: number) => string;
}

/** Of forecasts, of what is detected, and of tagged sentences. */
export interface OutputLabels {
  /** What is read where that is not what it truly is, what it truly is, and what was foretold; `asked`: what it will truly be. */
  readonly read: string;
  readonly truth: string;
  readonly foretold: string;
  readonly asked: string;
  /** How far ahead an answer is. */
  readonly ahead: (steps: number) => string;
  readonly threshold: string;
  /** How many were found and were there, were there and not found, and were found and not there. */
  readonly verdicts: Readonly<Record<Verdict['kind'], (count: number) => string>>;
  /** Where there is something to find. */
  readonly there: string;
  readonly kinds: Readonly<Partial<Record<string, string>>>;
  /** Of a tag: right, or wrong. */
  readonly wrong: string;
}

export interface LossChartLabels {
  readonly decimal: Decimal;
  readonly chart: string;
  readonly update: string;
  readonly training: string;
  readonly heldOut: string;
  readonly baseline: string;
  readonly metric: string;
  readonly linear: string;
  readonly logarithmic: string;
  readonly scale: string;
  readonly empty: string;
  readonly showTable: string;
}
