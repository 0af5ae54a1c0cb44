/** Every visible sentence of the page in simplified Chinese. */
import { zhRuns } from './runs/zh';
import { architecture } from './architecture/zh';
import { autopsy } from './autopsy/zh';
import type { Messages } from './en';
import { experiment } from './experiment/zh';
import { stageLabels } from './stage/zh';
import { inspector } from './inspector/zh';
import { transport } from './transport/zh';
import { shortcuts } from './shortcuts/zh';
import { training } from './training/zh';
import { tasks } from './tasks/zh';

export const zh: Messages = {
  name: 'Through Time',
  skipToStage: '跳到网络视图',
  header: {
    navigation: '页面',
    lab: '实验室',
    gallery: '图集',
    share: '分享',
    shareHint: '复制指向本次运行与视图的链接',
    export: '导出',
    exportHint: '以 safetensors 文件下载权重',
    theme: '主题',
    themes: { system: '跟随系统', light: '浅色', dark: '深色' },
    language: '语言',
    shortcuts: '键盘快捷键',
  },
  engine: {
    label: '计算引擎',
    starting: '正在启动…',
    names: { reference: '参考引擎', wasm: 'WASM', webgpu: 'WebGPU' },
    reasons: {
      chosen: '这个引擎由您选定。',
      linked: '此链接中的运行是用这个引擎计算的，因此再次使用它。',
      measuring: '先由此引擎绘制第一幅图；训练开始前会用此模型测量各引擎的速度。',
      measured: '已用此模型短暂测量各引擎，此引擎更快。',
      hardware: '此浏览器通过 WebGPU 提供真实的图形处理器，训练在其上进行。',
      software: '这里唯一的 WebGPU 适配器是用软件模拟图形处理器的程序，比直接计算更慢。您仍可在下方选用它。',
      noAdapter: '此浏览器支持 WebGPU，但没有可用的适配器，训练在处理器上进行。',
      noWebGpu: '此浏览器不支持 WebGPU，训练在处理器上进行。',
      unable: '图形处理器无法运行此模型，训练在处理器上进行。',
      lost: '图形设备已丢失，训练改在此处继续。',
    },
    rate: (rate) => `每秒 ${rate} 次更新`,
    measured: (webgpu, wasm) => `WebGPU ${webgpu} 次更新/秒，WASM ${wasm} 次更新/秒`,
    paused: '已暂停',
    choose: '用于训练的引擎',
    auto: '自动',
    software: '软件模拟',
    difference: '各引擎的舍入不同：几十次更新之后，同一运行在另一引擎上会得到不同的数字。',
  },
  experiment,
  architecture,
  autopsy,
  training,
  tasks,
  options: {
    digit: '关键词',
    digits: '数字个数',
    noise: '噪声',
    horizon: '预测步数',
    length: '长度',
    lag: '间隔',
    symbols: '符号数',
    marks: '标记数',
    vocabulary: '词表大小',
    forms: '写法数',
    depth: '最大嵌套深度',
    ambiguous: '歧义名字的比例',
    largest: '最大的数',
  },
  steps: (count) => `${count} 步`,
  loss: {
    label: '损失',
    best: (update, metric) => `最佳：第 ${update} 次更新（${metric}）`,
    restoreBest: '恢复',
    restoreBestHint: (update) => `回到第 ${update} 次更新的权重和优化器状态`,
  },
  stageLabels,
  lossChart: {
    decimal: '.',
    chart: '损失随更新次数的变化',
    update: '更新',
    training: '训练',
    heldOut: '留出集',
    baseline: '瞎猜',
    linear: '线性',
    logarithmic: 'log10',
    scale: '损失的刻度',
    empty: '尚未更新：按运行开始训练。',
    showTable: '以表格显示',
    metrics: { mse: '留出集误差', accuracy: '留出集准确率', bitsPerCharacter: '每字符比特数', exact: '留出集完全正确率', f1: '留出集 F1' },
  },
  stage: {
    label: '时间中的网络',
    opening: '正在打开运行…',
    comparison: (network) => `训练前的 ${network}`,
    ownComparison: '训练前',
    instruments: '测量仪',
  },
  inspector,
  /** Names of intermediate results in the cells' equations. */
  symbols: { kept: '保留', written: '写入', shown: '输出值', recalled: '回忆' },
  transport,
  shortcuts,
  notices: {
    dismiss: '关闭',
    linkRefused: (detail) => `链接无法使用，实验室已打开默认运行。原因：${detail}。`,
    checkpointMissing: (detail) => `随页面提供的已训练权重未能载入（${detail}）。当前显示的是初始权重；请按运行开始训练。`,
    refused: (detail) => `无法完成，未作任何更改：${detail}。`,
    restore: (update) => `恢复最后一次正常的权重（第 ${update} 次更新）`,
    restored: (update) => `已恢复第 ${update} 次更新的权重和优化器状态。`,
    engineChanged: (engine, update) => `图形设备已丢失。训练改用${engine}，从第 ${update} 次更新继续。`,
    failed: (detail) => `实验室的后台线程无法继续：${detail}。请重新载入页面；地址中保存着本次运行。`,
    reload: '重新载入',
    linkCopied: '本次运行的链接已复制到剪贴板。',
    linkNotCopied: '浏览器不允许复制。本页地址就是链接，请从地址栏复制。',
  },
  runs: zhRuns,
  fault: {
    page: '页面遇到故障，无法绘制此内容。您的运行保存在地址中：重新载入即可再次打开。',
    view: (view) => `“${view}”遇到故障，无法绘制。实验室的其余部分照常工作。`,
    retry: '再试一次',
  },
  gallery: { title: '图集', about: '实验室的每个视图，都由固定的数字绘制。测试检查的就是这些图。' },
};
