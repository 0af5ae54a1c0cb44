/** The words for the runs and networks that can be opened by name, in Chinese. */
import type { PresetsWords } from './en';

export const presets: PresetsWords = {
  runsTitle: '完整的运行',
  runsAbout: '任务、网络及其训练方式。打开后会替换当前运行。',
  networksTitle: '用于当前任务的网络',
  networksAbout: '有名称的常见网络。任务的输入和答案保持不变，其余来自预设。',
  decoderAbout: '此任务有解码器：只取编码器的各层，不取全连接输出头。',
  known: (pytorch, keras) => `公认的参数个数：PyTorch 为 ${pytorch}，每个单元只有一个偏置的 Keras 为 ${keras}。`,
  here: (count) => `用于此任务：${count} 个参数。`,
  parameters: (count) => `${count} 个参数`,
  runs: {
    addingRnn: { name: '用 RNN 做加法', about: '五十个数中有两个有效。梯度在到达它们之前就消失了。' },
    addingLstm: { name: '用 LSTM 做加法', about: '同一任务；细胞状态是一条路，遗忘门学会保持打开之后，数及其梯度都能沿路保存。' },
    addingGru: { name: '用 GRU 做加法', about: '同一任务，两个门代替三个门，没有细胞状态。' },
    recall: { name: '延迟回忆', about: 'LSTM 在只有空白输入时记住一个符号。' },
    text: { name: '下一个字符', about: 'GRU 阅读《白鲸》，猜测每个下一个字母。' },
    reverseAttention: { name: '带注意力的反转', about: '解码器回看它接下来要写的字母。' },
    reverseBottleneck: { name: '通过瓶颈的反转', about: '同一任务，没有注意力：一个状态必须装下十个字母。' },
    datesAdditive: { name: '加性注意力的日期', about: '十二种写法变为一种，打分与连接方式如 Bahdanau 所做。' },
    sentiment: { name: '情感，双向 LSTM', about: 'PyTorch 常见的入门分类器，读取评论句子，4,000 个词。' },
    stackedSentiment: { name: '情感，两层堆叠 LSTM', about: 'Keras 常见的堆叠分类器，带全连接层，1,000 个词。' },
  },
  networks: {
    sentiment: { name: '双向 LSTM 分类器', about: '嵌入 100 维，一层 128 单元的双向 LSTM，两个最终状态，Dropout 0.5，答案。' },
    stackedSentiment: { name: '堆叠 LSTM 分类器', about: '嵌入 64 维，64 与 32 单元的双向 LSTM，64 单元的 ReLU 全连接层，Dropout 0.5，答案。' },
  },
};
