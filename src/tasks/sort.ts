/** Sort: letters, then the same ones in the order of the alphabet. How often each letter came is all that must be kept. */
import { createLetterTask } from './letters';
import { getNumber } from './options';

export const sort = createLetterTask(
  'sort',
  (letters) => letters.sort(),
  (options) => {
    const length = getNumber(options, 'length');
    return { name: 'any sorted letters', value: measureSortedEntropy(length, getNumber(options, 'symbols')) / (length + 1) };
  },
);

/**
 * Entropy in nats of L letters out of K once they are sorted. Sorting forgets the order alone, one of L!/(n_1!…n_K!) equally likely ones,
 * so it is L ln K - ln L! + K·E[ln n!], n binomial (L, 1/K).
 */
function measureSortedEntropy(L: number, K: number): number {
  const lnFactorial = (n: number): number => Array.from({ length: n }, (_, k) => Math.log(k + 1)).reduce((sum, each) => sum + each, 0);
  let expected = 0;
  for (let n = 0; n <= L; n++) {
    const lnChoose = lnFactorial(L) - lnFactorial(n) - lnFactorial(L - n);
    expected += Math.exp(lnChoose + (L - n) * Math.log(K - 1) - L * Math.log(K)) * lnFactorial(n);
  }
  return L * Math.log(K) - lnFactorial(L) + K * expected;
}
