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
