/** What is said in simplified Chinese where training stopped because numbers were no longer finite. */
import type { AutopsyWords } from './en';

export const autopsy: AutopsyWords = {
  stopped: (update, where) => `训练在第 ${update} 次更新处停止：${where}有数值不再有限。`,
  states: (scan) => `${scan}的状态中`,
  gradients: (scan) => `${scan}回传的梯度中`,
  loss: '损失中',
  norm: '梯度的范数中',
  update: '此次更新得到的权重中',
  other: (pass) => `计算步骤“${pass}”中`,
  step: (where, step) => `第 ${step} 步，${where}`,
  remedy: '请恢复最后一次正常的权重，再降低学习率或裁剪梯度。',
  fromTheStart: '初始权重已经如此：请重新抽取，并减小谱半径。',
};
