/** The words of the confusion matrix, in Chinese. */
import type { ConfusionWords } from './en';

export const zh: ConfusionWords = {
  title: '混淆矩阵',
  about: (examples, update) =>
    `第 ${update} 次更新时的 ${examples} 个留出样本：每行是被问的类别，行内是各类别被回答的次数。底色越浓，占该行的比例越大。`,
  asked: '被问',
  answered: '回答',
  not: (name) => `非：${name}`,
  right: (right, all) => `正确：${all} 中的 ${right}`,
};
