/**
 * Digits: a handwritten digit of 8 × 8 pixels is read row by row in 8 steps, or pixel by pixel in 64, and named at the end. The same pictures,
 * but pixel by pixel the first must be kept eight times as long.
 *
 * Alpaydin and Kaynak, "Optical recognition of handwritten digits", UCI 1998; read in steps as in Le, Jaitly and Hinton, "A simple way to
 * initialize recurrent networks of rectified linear units", 2015.
 */
import { createClassTask } from './classes';

const DIGITS = Array.from('0123456789');
const SIDE = 8;
/** The most ink that a pixel has: a data file writes it in base 17. */
const MOST_INK = 16;

function createDigitTask(name: string, pixels: number) {
  return createClassTask({
    name,
    file: 'digits.txt',
    codes: DIGITS,
    classes: DIGITS,
    heldOutShare: 1 / 6,
    input: { kind: 'values', size: pixels },
    inputs: Array.from({ length: pixels }, (_, k) => (pixels === 1 ? 'ink' : `column ${String(k)}`)),
    steps: (SIDE * SIDE) / pixels,
    read: (text) => Array.from(text, (ink) => Number.parseInt(ink, 17) / MOST_INK),
  });
}

export const digitRows = createDigitTask('digitRows', SIDE);
export const digitPixels = createDigitTask('digitPixels', 1);
