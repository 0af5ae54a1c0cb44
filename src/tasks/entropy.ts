/** What guessing costs: the entropy of a choice, from how often each was made. */

/** -Σ p ln p in nats over the shares p of the counts; a count of 0 adds nothing. */
export function measureEntropy(counts: Iterable<number>): number {
  const found = [...counts].filter((count) => count > 0);
  const all = found.reduce((sum, count) => sum + count, 0);
  return found.reduce((sum, count) => sum - (count / all) * Math.log(count / all), 0);
}
