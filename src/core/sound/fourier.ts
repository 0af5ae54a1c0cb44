/** The discrete Fourier transform of a power of two of complex numbers, by halves (Cooley and Tukey 1965). */

/**
 * X_k = Σ x_n exp(-2πi·kn/N), in place; the inverse of it is this with real and imaginary part exchanged before and after, divided by N.
 * @throws Error where the two parts have not the same length or it is no power of two
 */
export function transform(real: Float64Array, imaginary: Float64Array): void {
  const N = real.length;
  if (N !== imaginary.length || N === 0 || (N & (N - 1)) !== 0) {
    throw new Error(`transform: both parts must have the same length, a power of two, got ${String(N)} and ${String(imaginary.length)}`);
  }
  reverseBits(real, imaginary);
  for (let size = 2; size <= N; size *= 2) {
    const half = size / 2;
    const { cosines, sines } = turnsOf(size);
    for (let k = 0; k < half; k++) {
      const [cos, sin] = [cosines[k], sines[k]];
      for (let a = k; a < N; a += size) {
        const b = a + half;
        const re = real[b] * cos - imaginary[b] * sin;
        const im = real[b] * sin + imaginary[b] * cos;
        real[b] = real[a] - re;
        imaginary[b] = imaginary[a] - im;
        real[a] += re;
        imaginary[a] += im;
      }
    }
  }
}

interface Turns {
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
}

const turns = new Map<number, Turns>();

/** exp(-2πi·k/size) for k below half of it. */
function turnsOf(size: number): Turns {
  const known = turns.get(size);
  if (known) return known;
  const angles = Float64Array.from({ length: size / 2 }, (_, k) => (-2 * Math.PI * k) / size);
  const made = { cosines: angles.map(Math.cos), sines: angles.map(Math.sin) };
  turns.set(size, made);
  return made;
}

/** Exchanges each element with the one whose place has the same bits backwards. */
function reverseBits(real: Float64Array, imaginary: Float64Array): void {
  const N = real.length;
  for (let n = 1, m = 0; n < N; n++) {
    let bit = N >> 1;
    for (; m & bit; bit >>= 1) m ^= bit;
    m |= bit;
    if (n >= m) continue;
    [real[n], real[m]] = [real[m], real[n]];
    [imaginary[n], imaginary[m]] = [imaginary[m], imaginary[n]];
  }
}
