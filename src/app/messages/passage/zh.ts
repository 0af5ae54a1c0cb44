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
    attention: (_, t) => `注意力的边，第 ${t} 步`,
  },
  mostChanged: '变化最大',
  strongest: '梯度中最大',
};
