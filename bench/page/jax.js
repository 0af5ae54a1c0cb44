/**
 * The step with jax-js on its wasm device: forward, backward, clip and Adam in one jit. Of three ways to write the cell (projection of
 * the inputs before the loop, weights split by gate, both products inside the loop) the last is the fastest here, and stands.
 */
import { defaultDevice, init, jit, nn, numpy as np, valueAndGrad } from '@jax-js/jax';

export async function createJax({ sizes: { B, T, I, H }, learningRate, ...drawn }) {
  await init('wasm');
  defaultDevice('wasm');
  const array = (data, shape) => np.array(data).reshape(shape);
  const step = jit((p, first, second, correction, x, y) => {
    const [loss, g] = valueAndGrad(lossOf)(
      mapValues(p, (value) => value.ref),
      x,
      y,
    );
    let total = np.array(0);
    for (const gradient of Object.values(g)) total = total.add(gradient.ref.mul(gradient.ref).sum());
    const coefficient = np.minimum(np.array(1), np.array(1).div(np.sqrt(total).add(1e-6)));
    const [rate, root] = np.split(correction, 2, 0);
    const next = { p: {}, first: {}, second: {} };
    for (const name of Object.keys(p)) {
      const gradient = g[name].mul(coefficient.ref);
      next.first[name] = first[name].mul(0.9).add(gradient.ref.mul(0.1));
      next.second[name] = second[name].mul(0.999).add(gradient.ref.mul(gradient).mul(0.001));
      const denominator = np.sqrt(next.second[name].ref).mul(root.ref).add(1e-8);
      next.p[name] = p[name].sub(next.first[name].ref.mul(rate.ref).div(denominator));
    }
    for (const value of [coefficient, rate, root]) value.dispose();
    return [loss, next.p, next.first, next.second];
  });

  function lossOf(p, x, y) {
    let h = np.zeros([B, H]);
    let c = np.zeros([B, H]);
    const bias = p.biasIh.add(p.biasHh);
    const steps = np.split(x, T, 0);
    for (let t = 0; t < T; t++) {
      const use = (value) => (t === T - 1 ? value : value.ref);
      const preact = np
        .matmul(steps[t].reshape([B, I]), use(p.weightIh))
        .add(np.matmul(h, use(p.weightHh)))
        .add(use(bias));
      const [i, f, g, o] = np.split(preact, 4, 1);
      c = nn
        .sigmoid(f)
        .mul(c)
        .add(nn.sigmoid(i).mul(np.tanh(g)));
      h = nn.sigmoid(o).mul(np.tanh(c.ref));
    }
    c.dispose();
    const difference = np.matmul(h, p.weightOut).add(p.biasOut).sub(y);
    return difference.ref.mul(difference).mean();
  }

  let p = {
    weightIh: array(drawn.weightIhTransposed, [I, 4 * H]),
    weightHh: array(drawn.weightHhTransposed, [H, 4 * H]),
    biasIh: array(drawn.biasIh, [4 * H]),
    biasHh: array(drawn.biasHh, [4 * H]),
    weightOut: array(drawn.weightOut, [H, 1]),
    biasOut: array(drawn.biasOut, [1]),
  };
  let first = mapValues(p, ({ shape }) => np.zeros(shape));
  let second = mapValues(p, ({ shape }) => np.zeros(shape));
  let update = 0;
  return async () => {
    update++;
    const correction = np.array([learningRate / (1 - 0.9 ** update), 1 / Math.sqrt(1 - 0.999 ** update)]);
    const [loss, ...next] = step(p, first, second, correction, array(drawn.inputs, [T, B, I]), array(drawn.targets, [B, 1]));
    [p, first, second] = next;
    await p.biasOut.ref.data();
    return (await loss.data())[0];
  };
}

function mapValues(object, map) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
}
