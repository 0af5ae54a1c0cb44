/** What the inspector says, in simplified Chinese. */
import type { InspectorWords } from './en';

export const inspector: InspectorWords = {
  label: '检视器',
  place: (scan, t, unit) => `${scan} · 第 ${t} 步 · 单元 ${unit}`,
  forward: '前向',
  backward: '反向',
  terms: (symbol) => `${symbol} 中最大的项`,
  equations: '该单元的方程',
  example: '当前样本',
  exampleNumber: '留出集样本',
  loss: '该样本的损失',
  fullValues: '全部数位',
  quantities: {
    input: '输入门',
    forget: '遗忘门',
    candidate: '候选值',
    output: '输出门',
    reset: '重置门',
    update: '更新门',
    hidden: '隐藏状态',
    cell: '细胞状态',
  },
  derivatives: { hidden: '该单元的 ∂L/∂h', cell: '该单元的 ∂L/∂c' },
  norms: { hidden: '所有单元的 ‖∂L/∂h‖', cell: '所有单元的 ‖∂L/∂c‖' },
  survives: (percent) => `遗忘门让 ∂L/∂c 的 ${percent} 传到前一步。`,
  none: '尚未选择任何内容。',
};
