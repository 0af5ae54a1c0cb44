/** The step with TensorFlow.js on its wasm backend with SIMD: the inputs' projection before the loop, gates and clip by tensor operations, its own Adam. */
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

export async function createTf({ sizes: { B, T, I, H }, learningRate, ...drawn }) {
  setWasmPaths('./tf/');
  await tf.setBackend('wasm');
  await tf.ready();
  const variable = (data, shape) => tf.variable(tf.tensor(data, shape));
  const weightIh = variable(drawn.weightIhTransposed, [I, 4 * H]);
  const weightHh = variable(drawn.weightHhTransposed, [H, 4 * H]);
  const biasIh = variable(drawn.biasIh, [4 * H]);
  const biasHh = variable(drawn.biasHh, [4 * H]);
  const weightOut = variable(drawn.weightOut, [H, 1]);
  const biasOut = variable(drawn.biasOut, [1]);
  const variables = [weightIh, weightHh, biasIh, biasHh, weightOut, biasOut];
  const optimizer = tf.train.adam(learningRate, 0.9, 0.999, 1e-8);

  const lossOf = (x, y) => {
    let h = tf.zeros([B, H]);
    let c = tf.zeros([B, H]);
    const steps = tf.unstack(
      tf
        .matMul(x, weightIh)
        .add(biasIh.add(biasHh))
        .reshape([T, B, 4 * H]),
    );
    for (const projected of steps) {
      const [i, f, g, o] = tf.split(projected.add(tf.matMul(h, weightHh)), 4, 1);
      c = f.sigmoid().mul(c).add(i.sigmoid().mul(g.tanh()));
      h = o.sigmoid().mul(c.tanh());
    }
    return tf.matMul(h, weightOut).add(biasOut).sub(y).square().mean();
  };
  return async () => {
    const loss = tf.tidy(() => {
      const x = tf.tensor(drawn.inputs, [T * B, I]);
      const y = tf.tensor(drawn.targets, [B, 1]);
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
}
