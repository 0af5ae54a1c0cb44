/** What the list of shortcuts says, in simplified Chinese. */
import type { ShortcutsWords } from './en';

export const shortcuts: ShortcutsWords = {
  title: '键盘快捷键',
  close: '关闭',
  enable: '启用单键快捷键',
  keys: {
    run: '开始或暂停训练',
    step: '更新一次',
    reset: '回到初始权重',
    earlier: '训练中较早的时刻',
    later: '训练中较晚的时刻',
    forward: '序列前进一步',
    back: '序列后退一步',
    play: '播放序列或停止',
    turn: '切换方向',
    operate: '单元内部前进一个运算',
    unoperate: '单元内部后退一个运算',
    unroll: '折叠或展开网络',
    help: '本列表',
  },
  stage:
    '当焦点位于网络上时，方向键在时间（左、右）与单元（上、下）之间移动；Shift 加 Page Up 与 Page Down，或 [ 与 ]，选择层；Home 和 End 跳到第一步和最后一步；E 选择通向节点的边。有解码器时，Alt 加上下方向键移动另一条轴上的步骤。',
  space: '空格',
};
