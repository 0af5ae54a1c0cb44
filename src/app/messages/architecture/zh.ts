/** The words for the parts of a network that not every task has: attention, embeddings, dense layers, and the list of known ones; in Chinese. */
import type { ArchitectureWords } from './en';

export const architecture: ArchitectureWords = {
  openPresets: '预设……',
  presets: '预设',
  width: (layer) => `第 ${layer} 层的单元数`,
  embedding: '读入符号的嵌入维数',
  embeddingAbout: '第一层读取之前，每个符号用这么多个数表示；这些数也是学出来的。',
  moreDecoder: '解码器与嵌入',
  attention: '注意力',
  attentions: { none: '无（瓶颈）', dot: '点积', general: '一般式', additive: '加性' },
  attentionAbout: {
    none: '解码器只得到编码器的最终状态，它必须装下整个源序列。',
    dot: '源步骤的状态与解码器状态方向越一致，权重越大：s = q·k。',
    general: '两个状态之间有一个学习得到的矩阵：s = q·W k。',
    additive: '由一个小网络对两个状态一起打分：s = v·tanh(W q + W k)。',
  },
  dotBarred: '双向时不能选择点积：键必须与查询一样宽，而此时键的宽度是两倍。',
  query: '由哪个状态提问',
  queries: { current: '新状态（Luong）', previous: '前一个状态（Bahdanau）' },
  queryAbout: {
    current: '单元先走一步，再由新状态回看源序列，两者合起来给出答案。',
    previous: '由这一步之前的状态回看源序列，单元读取它找到的内容。',
  },
  feeding: '输入反馈（input feeding）',
  feedingAbout: '单元还读取上一个答案所依据的向量，因而知道自己看过哪里。',
  feedingBarred: '仅在由新状态提问时可用；由前一个状态提问时，单元本来就读取上下文。',
  decoderEmbedding: '写出符号的嵌入维数',
  decoderEmbeddingAbout: '解码器读取上一个写出的符号时，用这么多个数表示它。',
  decoderMeasures: '损失来自读取目标的解码器；“完全正确率”统计读取自身答案的解码器的答案。',
  moreHead: '嵌入与全连接层',
  moreHeadOnly: '全连接层',
  headDropout: '输出头之前的 Dropout',
  headDropoutAbout: '训练时，输出头读取的状态中的每个数以此概率置为 0。',
  denseAbout: '全连接层位于最后的状态与答案之间，依次读取前一层。',
  dense: (number) => `全连接层 ${number}`,
  denseSize: '单元数',
  denseActivation: '激活函数',
  activations: { relu: 'ReLU', tanh: 'tanh', sigmoid: 'sigmoid' },
  denseDropout: '其后的 Dropout',
  addDense: '添加全连接层',
  removeDense: (number) => `移除全连接层 ${number}`,
  /** The inspector's part about attention. */
  looking: {
    title: '注意力',
    about: (target, source) => `目标步骤 ${target} 看向源步骤 ${source}。这里解码器读取的是目标；j 遍历所有源步骤。`,
  },
};
