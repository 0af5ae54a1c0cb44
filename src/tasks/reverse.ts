/** Reverse: letters, then the same ones from the last to the first. What was read last is wanted first, and the first letter must be kept longest. */
import { createLetterTask } from './letters';
import { getNumber } from './options';

export const reverse = createLetterTask(
  'reverse',
  (letters) => letters.reverse(),
  /** The end is certain: it comes after as many letters as always. */
  (options) => {
    const length = getNumber(options, 'length');
    return { name: 'every letter equally likely', value: (length * Math.log(getNumber(options, 'symbols'))) / (length + 1) };
  },
);
