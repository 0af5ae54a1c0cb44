/**
 * The step with jax-js on its webgpu or wasm device: forward, backward, clip and Adam in one jit. Of three ways to write the cell (projection of
 * the inputs before the loop, weights split by gate, both products inside the loop) the last is the fastest on wasm, and stands.
 */
import { defaultDevice, init, jit, nn, numpy as np, valueAndGrad } from '@jax-js/jax';
import { transpose } from './case.js';

const G = { rnn: 1, gru: 3, lstm: 4 };

/** Arrays are used up by what reads them; `.ref` is one use more. */
const cells = {
  rnn: (x, y) => ({ h: np.tanh(x.add(y)) }),
  gru(x, y, { h }) {
    const [xr, xz, xn] = np.split(x, 3, 1);
    const [yr, yz, yn] = np.split(y, 3, 1);
    const z = nn.sigmoid(xz.add(yz));
    const n = np.tanh(xn.add(nn.sigmoid(xr.add(yr)).mul(yn)));
    return { h: n.ref.add(z.mul(h.sub(n))) };
  },
  lstm(x, y, { c }) {
    const [i, f, g, o] = np.split(x.add(y), 4, 1);
    const next = nn
      .sigmoid(f)
      .mul(c)
      .add(nn.sigmoid(i).mul(np.tanh(g)));
    return { h: nn.sigmoid(o).mul(np.tanh(next.ref)), c: next };
  },
};

export async function create({ cell, sizes: { B, T, I, H }, learningRate, weights, inputs, targets }, backend) {
  if (!(await init(backend)).includes(backend)) throw new Error(`jax-js: no device ${backend}`);
  defaultDevice(backend);
  const array = (data, shape) => np.array(data).reshape(shape);
  const keepsHidden = cell === 'gru';
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
    let state = { h: np.zeros([B, H]), ...(cell === 'lstm' ? { c: np.zeros([B, H]) } : {}) };
    const bias = keepsHidden ? null : p.biasIh.add(p.biasHh);
    const steps = np.split(x, T, 0);
    for (let t = 0; t < T; t++) {
      const use = (value) => (t === T - 1 ? value : value.ref);
      const fromInput = np.matmul(steps[t].reshape([B, I]), use(p.weightIh)).add(use(bias ?? p.biasIh));
      const fromHidden = np.matmul(keepsHidden ? state.h.ref : state.h, use(p.weightHh));
      state = cells[cell](fromInput, bias ? fromHidden : fromHidden.add(use(p.biasHh)), state);
    }
    state.c?.dispose();
    const difference = np.matmul(state.h, p.weightOut).add(p.biasOut).sub(y);
    return difference.ref.mul(difference).mean();
  }

  const W = G[cell] * H;
  let p = {
    weightIh: array(transpose(weights['encoder.weight_ih_l0']), [I, W]),
    weightHh: array(transpose(weights['encoder.weight_hh_l0']), [H, W]),
    biasIh: array(weights['encoder.bias_ih_l0'].data, [W]),
    biasHh: array(weights['encoder.bias_hh_l0'].data, [W]),
    weightOut: array(weights['head.output.weight'].data, [H, 1]),
    biasOut: array(weights['head.output.bias'].data, [1]),
  };
  let first = mapValues(p, ({ shape }) => np.zeros(shape));
  let second = mapValues(p, ({ shape }) => np.zeros(shape));
  let update = 0;
  const take = async () => {
    update++;
    const correction = np.array([learningRate / (1 - 0.9 ** update), 1 / Math.sqrt(1 - 0.999 ** update)]);
    const [loss, ...next] = step(p, first, second, correction, array(inputs, [T, B, I]), array(targets, [B, 1]));
    [p, first, second] = next;
    const [value] = await loss.data();
    return value;
  };
  return { step: take, adapter: 'jax-js' };
}

function mapValues(object, map) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
}
