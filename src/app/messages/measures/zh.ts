/** The words of what a field asks beside the metric, in Chinese. */
import type { MeasuresWords } from './en';

export const zh: MeasuresWords = {
  names: {
    perplexity: '每字符困惑度',
    phonemeErrorRate: '音素错误率',
    wordErrorRate: '词错误率（一个数字算一个词）',
    symbolErrorRate: '符号错误率',
    precision: '精确率',
    recall: '召回率',
  },
  at: (update) => `第 ${update} 次更新，留出集：`,
};
