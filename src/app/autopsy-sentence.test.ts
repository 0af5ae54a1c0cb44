import { describe, expect, it } from 'vitest';
import { type NonFinite, sayNonFinite } from './autopsy-sentence';
import { createNumberFormat } from './format';
import { de } from './messages/de';
import { en } from './messages/en';
import { zh } from './messages/zh';

const found: NonFinite = { kind: 'nonFinite', update: 12, pass: 'scan l0', step: 30, lastGood: 11 };
const say = (change: Partial<NonFinite>): string => sayNonFinite({ ...found, ...change }, en, createNumberFormat('en'));

describe('where numbers stop being finite', () => {
  it('is said in words: the update, the states or gradients, the step', () => {
    expect(say({})).toMatch(/^Training stopped at update 12: in the states of layer 0 at step 30, a number was no longer finite\. Restore /);
    expect(say({ pass: 'scan backward l1_reverse' })).toContain('in the gradients of layer 1, backwards, on the way back, at step 30');
    expect(say({ pass: 'norm', step: null })).toContain('update 12: in the norm of the gradient, a number');
    expect(say({ pass: 'dx l1', step: null })).toContain('in the pass “dx l1”');
  });

  it('blames the initial weights only where the first update had no others', () => {
    expect(say({ update: 1, lastGood: 0 })).toContain('The initial weights do this already');
    expect(say({ update: 1, lastGood: 0, pass: 'update', step: null })).toContain('lower the learning rate');
    expect(say({ update: 2, lastGood: 0 })).toContain('lower the learning rate');
  });

  it.each([
    ['de', de, 'Update 12 an: In den Zuständen (Schicht 0) bei Schritt 30 war eine Zahl nicht mehr endlich.'],
    ['zh', zh, '训练在第 12 次更新处停止：第 30 步，第 0 层的状态中有数值不再有限。'],
  ] as const)('is said in %s too', (language, messages, sentence) => {
    expect(sayNonFinite(found, messages, createNumberFormat(language))).toContain(sentence);
  });
});
