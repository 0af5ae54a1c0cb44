/** Runs `count` steps one after the other, each awaited: milliseconds a step, and their losses. */
export async function runBurst(step, count) {
  const losses = [];
  const start = performance.now();
  for (let k = 0; k < count; k++) losses.push(await step());
  return { milliseconds: (performance.now() - start) / count, losses };
}
