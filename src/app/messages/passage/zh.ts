/** The words for folding and unrolling the network and for the passage through it; in Chinese. */
import type { PassageWords } from './en';

export const passage: PassageWords = {
  cellNorm: '‖c‖',
  passage: {
    forward: '前向：淡色部分尚未计算。',
    loss: '损失：反向传播由此开始。',
    backward: '反向：梯度尚未到达淡色部分。',
  },
  showAll: '全部显示',
  folded: '折叠',
  foldUp: '折叠',
  unroll: '展开',
  opening: '网络展开的程度',
  units: (count) => `${String(count)} 个单元`,
  toDecoder: '送入解码器',
  parts: {
    node: (_, t) => `第 ${t} 步之后的状态`,
    recurrent: (before, t) => `h 的边，${before ?? '开头'} → 第 ${t} 步`,
    road: (before, t) => `c 的通路，${before ?? '开头'} → 第 ${t} 步`,
    input: (_, t) => `输入的边，第 ${t} 步`,
    attention: (source, target) => `注意力的边，源步 ${source ?? ''} → 目标步 ${target}`,
  },
  mostChanged: '变化最大',
  strongest: '梯度中最大',
  order: '单元',
  orders: { index: '按编号', similarity: '按相似', memory: '按记忆' },
  orderAbout: {
    index: '单元按编号排列。',
    similarity: '在此样本上状态走势相似的单元排在一起：按相关系数的平均连接聚类。',
    memory: '状态变化最慢的单元在最上面：自相关降到 1/e 以下的间隔。',
  },
  orderAgain: '重新排序',
  orderOf: (update) => `此顺序属于第 ${String(update)} 次更新；可按当前状态重新排序。`,
  large: '放大显示',
  trace: '单元曲线',
  notFinite: (values) => `${String(values)} 个非有限值`,
  relative: '相对尺度',
  gradientRelative: '相对各线最大值，log10',
  relativeHides: '掩盖每条线的大小。',
};
