/** Words about sound in Chinese. */
import type { SoundWords } from './en';

export const sound: SoundWords = {
  group: '声音',
  play: '播放',
  stop: '停止',
  save: 'WAV',
  saveHint: '把声音保存为 WAV 文件',
  kind: '重建',
  about: '重建的声音：图中只有响度，音高是补上的。',
  refused: '此浏览器无法在这里播放声音。可以保存 WAV 文件再听。',
};
