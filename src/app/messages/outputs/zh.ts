/** The words of forecasts, detections and tagged sentences, in Chinese. */
import type { OutputLabels } from '../../../views/labels';

export const outputs: OutputLabels = {
  read: '读入',
  truth: '真实',
  foretold: '预测',
  asked: '要求',
  ahead: (steps) => `提前 ${String(steps)} 步`,
  threshold: '阈值：高于它网络即报警',
  verdicts: {
    hit: (count) => `命中 ${String(count)}`,
    miss: (count) => `漏报 ${String(count)}`,
    alarm: (count) => `误报 ${String(count)}`,
  },
  there: '真实所在',
  kinds: { PER: '人名', LOC: '地名', ORG: '公司' },
  wrong: '错误',
};
