/** 单元内部的图及其时钟的文字。 */
import type { CellMessages } from './en';

export const zh: CellMessages = {
  clock: '单元内部',
  back: '后退一个运算',
  forward: '前进一个运算',
  position: '运算',
  of: (at, last) => `第 ${at} 个，共 ${last} 个`,
  whole: '整个单元',
  computes: (symbol) => `前向：${symbol}`,
  arrives: '梯度到达',
  returns: (symbol) => `反向：∂${symbol}`,
  diagram: '单元内部',
  picture: (cell, place, moment) => `${cell} 的结构图，${place}；${moment}。下面的表格列出同样的数值。`,
  inputs: (count) => `x：${count} 个数`,
  input: 'x',
  about: '用“单元内部”时钟逐个查看：先是每个前向运算，再是每个反向运算。',
  gradientNotation: '∂f 表示 ∂L/∂f。连线的粗细表示沿它返回的梯度大小，采用从 10⁻⁸ 到 100 的对数（log10）刻度。',
  fromOutside: {
    hidden: '来自损失、上一层和下一步',
    cell: '来自下一步，沿细胞状态传来',
  },
  soFar: '目前合计',
  allUnits: '对所有单元求和',
  unknown: '大型网络的快照不含权重，因此这里无法得知。',
  edge: {
    recurrent: '它把上一步每个单元的状态送到这一步的每个门；梯度沿它返回。',
    road: '它送来该单元上一步的细胞状态；前向和反向都只乘以遗忘门。',
    input: '它把这一层在这一步读入的内容送到每个门。',
  },
  entry: {
    title: '选中的权重',
    names: {
      value: '值',
      gradient: '此样本的梯度',
      read: '在这一步所乘的量',
      term: '它在和中的项',
      arriving: '到达该和的梯度',
      share: '这一步对其梯度的贡献',
    },
    notMeasured: '显示“权重”仪器时才测量它的梯度。',
    ofUpdate: (update) => `梯度属于第 ${update} 次更新。`,
    letGo: '取消选择',
  },
  table: '显示为表格',
  columns: { symbol: '符号', rule: '规则', value: '数值', gradient: '∂L/∂ 符号' },
};
