/** The words of the forecast that is fed back, in Chinese. */
import type { ForecastWords } from './en';

export const zh: ForecastWords = {
  title: '接下来会怎样',
  about:
    '窗口之后，网络读入自己的预测，每个预测放在它所指的那一步，并这样继续预测下去。预测错了的，它也照样读入。在阴影的步上，它还没有读到任何自己的预测。',
  cleaner: '读入的值带有测量误差，而预测的值没有：反馈回去的值比网络学会读的任何值都更干净。',
  bothWays: '该网络双向读取，要预测接下来的值就得先知道它：因此无法反馈。',
  tooFar: (horizon, length) =>
    `每个答案都提前 ${horizon} 步，而窗口只有 ${length} 步：窗口之后的最初几步无法由窗口预测，因此无法反馈。请选更长的窗口。`,
  steps: '步数',
  paused: '训练暂停时，它随画面更新。',
  refused: (detail) => `无法预测：${detail}。`,
  of: (update, example, steps) => `第 ${update} 次更新，留出样本 ${example}，窗口之后 ${steps} 步。`,
  plot: (channel) => `${channel}：窗口以及接下来的值`,
  truth: '真实',
  network: '网络',
  errors: (known) => `在已知真实值的 ${known} 步上的均方误差：`,
  noTruth: '真正接下来的值未知：序列到此为止。',
  table: '以表格显示',
  step: '步',
  save: '保存 CSV',
};
