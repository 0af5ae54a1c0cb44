/** What is said where training stopped by itself: the update, what stopped being finite first, at which step, and what to do. */
import type { Notice } from '../store/status';
import { nameScan } from '../views/scan-names';
import type { NumberFormat } from './format';
import type { Messages } from './messages/en';

export type NonFinite = Extract<Notice, { readonly kind: 'nonFinite' }>;

export function sayNonFinite({ update, pass, step, lastGood }: NonFinite, messages: Messages, { whole }: Pick<NumberFormat, 'whole'>): string {
  const { autopsy } = messages;
  const where = sayPlace({ pass, step }, messages, { whole });
  // The first update computes with the initial weights, unless it is what it made of them that is not finite.
  const fromTheStart = update === 1 && lastGood === 0 && pass !== 'update';
  return `${autopsy.stopped(whole(update), where)} ${fromTheStart ? autopsy.fromTheStart : autopsy.remedy}`;
}

/** Where the first number was that was not finite: as part of a sentence. */
export function sayPlace({ pass, step }: Pick<NonFinite, 'pass' | 'step'>, messages: Messages, { whole }: Pick<NumberFormat, 'whole'>): string {
  const place = nameOfPass(pass, messages);
  return step === null ? place : messages.autopsy.step(place, whole(step));
}

/** The plan's passes in words a learner knows; a pass that has none by its own label. */
function nameOfPass(pass: string, { autopsy, stageLabels }: Messages): string {
  if (pass === 'loss' || pass === 'norm' || pass === 'update') return autopsy[pass];
  const scan = /^scan (?:backward )?(l\d+(?:_reverse)?|decoder)$/.exec(pass)?.[1];
  if (scan === undefined) return autopsy.other(pass);
  const name = nameScan(scan, scan.endsWith('_reverse'), stageLabels);
  return pass.startsWith('scan backward') ? autopsy.gradients(name) : autopsy.states(name);
}
