/** The words of the panel in which a network writes by itself, in Chinese. */
import type { WritingWords } from './en';

export const zh: WritingWords = {
  title: '让它写',
  about: '每个字符都按网络认为的可能性抽取，然后再被网络读入。底色越浓，网络越有把握。',
  prefix: '开头',
  length: '字符数',
  temperature: '温度',
  seed: '种子',
  write: '书写',
  writing: '书写中……',
  prefixRefused: '开头必须是 1 到 1000 个此任务认识的字符：小写字母及其标点。',
  refused: (detail) => `无法书写：${detail}。`,
  written: (update, bits) => `第 ${update} 次更新；按它自己的估计平均每字符 ${bits} 比特。`,
  likely: (character, probability) => `${character}：${probability}`,
  text: '它写的内容',
  columns: { character: '字符', probability: '概率' },
  scale: '概率 0 到 100 %',
};
