/**
 * The step with TensorFlow.js on its webgpu, webgl or wasm backend (with SIMD): the inputs' projection before the loop, gates and clip by
 * tensor operations, its own Adam.
 */
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-backend-webgpu';
import { transpose } from './case.js';

const G = { rnn: 1, gru: 3, lstm: 4 };

/** From the projected inputs and h·W_hh + b_hh of one step to its states. */
const cells = {
  rnn: (x, y) => ({ h: x.add(y).tanh() }),
  gru(x, y, { h }) {
    const [xr, xz, xn] = tf.split(x, 3, 1);
    const [yr, yz, yn] = tf.split(y, 3, 1);
    const z = xz.add(yz).sigmoid();
    const n = xn.add(xr.add(yr).sigmoid().mul(yn)).tanh();
    return { h: n.add(z.mul(h.sub(n))) };
  },
  lstm(x, y, { c }) {
    const [i, f, g, o] = tf.split(x.add(y), 4, 1);
    const next = f.sigmoid().mul(c).add(i.sigmoid().mul(g.tanh()));
    return { h: o.sigmoid().mul(next.tanh()), c: next };
  },
};

export async function create({ cell, sizes: { B, T, I, H }, learningRate, weights, inputs, targets }, backend) {
  setWasmPaths('./tf/');
  if (!(await tf.setBackend(backend))) throw new Error(`tfjs: no backend ${backend}`);
  await tf.ready();
  const variable = (data, shape) => tf.variable(tf.tensor(data, shape));
  const W = G[cell] * H;
  const weightIh = variable(transpose(weights['encoder.weight_ih_l0']), [I, W]);
  const weightHh = variable(transpose(weights['encoder.weight_hh_l0']), [H, W]);
  const biasIh = variable(weights['encoder.bias_ih_l0'].data, [W]);
  const biasHh = variable(weights['encoder.bias_hh_l0'].data, [W]);
  const weightOut = variable(weights['head.output.weight'].data, [H, 1]);
  const biasOut = variable(weights['head.output.bias'].data, [1]);
  const variables = [weightIh, weightHh, biasIh, biasHh, weightOut, biasOut];
  const optimizer = tf.train.adam(learningRate, 0.9, 0.999, 1e-8);
  // Only the GRU's candidate needs the recurrent bias inside the loop; adding it once is faster.
  const inside = cell === 'gru';

  const lossOf = (x, y) => {
    const bias = inside ? biasIh : biasIh.add(biasHh);
    const steps = tf.unstack(tf.matMul(x, weightIh).add(bias).reshape([T, B, W]));
    let state = { h: tf.zeros([B, H]), c: tf.zeros([B, H]) };
    for (const projected of steps) {
      const product = tf.matMul(state.h, weightHh);
      state = cells[cell](projected, inside ? product.add(biasHh) : product, state);
    }
    return tf.matMul(state.h, weightOut).add(biasOut).sub(y).square().mean();
  };
  const step = async () => {
    const loss = tf.tidy(() => {
      const x = tf.tensor(inputs, [T * B, I]);
      const y = tf.tensor(targets, [B, 1]);
      const { value, grads } = tf.variableGrads(() => lossOf(x, y), variables);
      const norm = tf.addN(Object.values(grads).map((gradient) => gradient.square().sum())).sqrt();
      const coefficient = tf.minimum(1, tf.div(1, norm.add(1e-6)));
      optimizer.applyGradients(Object.fromEntries(Object.entries(grads).map(([name, gradient]) => [name, gradient.mul(coefficient)])));
      return value;
    });
    const [value] = await loss.data();
    loss.dispose();
    return value;
  };
  return { step, adapter: `TensorFlow.js ${tf.version['tfjs-core']}` };
}
