/** What the clocks say, in simplified Chinese. */
import type { TransportWords } from './en';

export const transport: TransportWords = {
  label: '时钟',
  training: '训练',
  run: '开始训练',
  pause: '暂停训练',
  step: '更新一次',
  reset: '回到初始权重',
  update: '更新次数',
  moments: {
    moment: '训练时刻',
    shown: (update, now) => `第 ${update} 次更新，训练已到第 ${now} 次`,
    now: (update) => `第 ${update} 次更新，现在`,
    past: (update, now) => `显示的是第 ${update} 次更新时的网络；训练已到第 ${now} 次。`,
    back: '回到现在',
    goOn: '从这里继续训练',
    goOnHint: (update) => `把训练退回到第 ${update} 次更新：恢复其权重与优化器状态，之后的更新作废。`,
  },
  sequence: '序列',
  first: '第一步',
  back: '后退一步',
  play: '播放序列',
  stop: '停止播放',
  forward: '前进一步',
  position: '序列时间步',
  of: (t, last) => `t = ${t}，共到 ${last}`,
  direction: '方向',
  directions: { forward: '前向', loss: '损失', backward: '反向' },
  turn: '切换阅读方向',
  pace: '播放时每秒步数',
  perSecond: (count) => `${count}/秒`,
};
