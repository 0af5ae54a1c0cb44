/** Interventions on the reference engine: what is held, what comes of it, and finite differences of the loss as it then is. */
import { describe, expect, it } from 'vitest';
import { normal } from '../core/random';
import type { Numbers, TensorMap } from '../core/tensor';
import type { Edit } from '../model/edits';
import { createFeed, sizesOf } from '../model/feed';
import { holdInputs } from '../model/held';
import { checkEditsFitBatch, parseEdits } from '../model/parse-edits';
import { createPlan, gradientOf, type Plan } from '../model/plan';
import { createReferenceExecutor } from '../reference/executor';
import { createEditPlan, prepareEdits } from './edited';
import { createEditCases, type EditCase } from './fixtures/edits';
import { generate } from './generate';
import { createItemisePlan, itemise } from './itemise';
import { createProbePlan, FORWARD_BACKWARD, gradients, probe, withHeld } from './probe';
import { writeParameters } from './weights';

const STEP = 2 ** -10;
const cases = createEditCases(3);

/** The probe and all gradients of a case, with these edits. */
async function run({ model, weights, batch }: EditCase, edits: readonly Edit[], plan?: Plan): Promise<TensorMap> {
  checkEditsFitBatch(edits, model, batch);
  const executor = createReferenceExecutor(plan ?? createEditPlan(model, sizesOf(batch), edits));
  const held = prepareEdits(executor, Float64Array.from(weights), batch, edits);
  return { ...(await probe(executor, batch, null, held)), ...(await gradients(executor, batch, null, held)) };
}

/** The loss with these weights, and with what the edits hold. */
function createLoss({ model, batch }: EditCase): (edits: readonly Edit[], weights: Numbers) => Promise<number> {
  const executor = createReferenceExecutor(createPlan(model, { capacity: sizesOf(batch), record: true, edits: true }));
  return async (edits, weights) => {
    writeParameters(executor, weights);
    const feed = withHeld(createFeed(model, batch), holdInputs(model, batch, edits));
    return (await executor.enqueue([feed], FORWARD_BACKWARD.slice(0, 3)))[0].loss;
  };
}

/** A number of a tensor [B, T, H]. */
function at({ shape: [, T, H], data }: TensorMap[string], b: number, t: number, unit: number): number {
  return data[(b * T + t) * H + unit];
}

describe.each(cases)('$name', (which) => {
  const { model, weights, batch, edits } = which;
  const base = Float64Array.from(weights);

  it('has gradients that are finite differences of the loss with what is held', async () => {
    const lossOf = createLoss(which);
    const found = await run(which, edits);
    expect(await lossOf(edits, base)).toBe(found.loss.data[0]);
    const { list } = createProbePlan(model, sizesOf(batch)).parameters;
    for (const [k, { name, offset, size }] of list.entries()) {
      const direction = Float64Array.from({ length: size }, (_value, n) => normal(9, 1, k, n));
      const moved = async (by: number): Promise<number> => {
        const other = base.slice();
        direction.forEach((value, n) => (other[offset + n] += by * value));
        return lossOf(edits, other);
      };
      const gradient = found[gradientOf(name)].data;
      const along = direction.reduce((sum, value, n) => sum + value * gradient[n], 0);
      const difference = ((await moved(1e-5)) - (await moved(-1e-5))) / 2e-5;
      expect(Math.abs(difference - along), name).toBeLessThanOrEqual(1e-7 * Math.hypot(...gradient) * Math.hypot(...direction) + 1e-10);
    }
  });

  it('reports of every state that is held the gradient of the loss by what it is held at', async () => {
    const lossOf = createLoss(which);
    const found = await run(which, edits);
    for (const [k, edit] of edits.entries()) {
      if (edit.kind !== 'state' || typeof edit.unit !== 'number') continue;
      const moved = (by: number): Promise<number> => lossOf(edits.with(k, { ...edit, value: edit.value + by }), base);
      const difference = ((await moved(STEP)) - (await moved(-STEP))) / (2 * STEP);
      const gradient = found[`${edit.state}Gradient.${edit.scan}`];
      const [B, T] = gradient.shape;
      let sum = 0;
      for (let b = 0; b < B; b++) {
        for (let t = edit.from ?? 0; t <= (edit.to ?? T - 1); t++) {
          if (edit.example !== null && edit.example !== b) continue;
          // Another edit of the same place that comes later is the one that is heard.
          const heard: Edit | undefined = edits.findLast((each) => holds(each, edit, b, t));
          if (heard === edit) sum += at(gradient, b, t, edit.unit);
        }
      }
      expect(Math.abs(difference - sum), `edits[${String(k)}]`).toBeLessThanOrEqual(1e-5 * Math.abs(sum) + 1e-8);
    }
  });

  it('holds what it says at the steps that it says, and changes what it reads as an answer', async () => {
    const [found, free] = [await run(which, edits), await run(which, [])];
    expect(found.loss.data[0]).not.toBe(free.loss.data[0]);
    expect(Object.keys(found).sort()).toEqual(Object.keys(free).sort());
    for (const edit of edits) {
      if (edit.kind !== 'gate' || typeof edit.unit !== 'number') continue;
      const gate = found[`gates.${edit.scan}.${edit.gate}`];
      const hidden = found[`hidden.${edit.scan}`];
      for (let b = 0; b < 2; b++) {
        for (let t = edit.from ?? 0; t <= 3; t++) {
          if (
            hidden.data
              .subarray((b * gate.shape[1] + t) * gate.shape[2])
              .slice(0, gate.shape[2])
              .every((value) => value === 0)
          )
            continue; // past the length
          expect(at(gate, b, t, edit.unit)).toBe(Math.fround(edit.value));
        }
      }
    }
  });

  it('is the network itself, bit for bit, where nothing is held', async () => {
    const plan = createPlan(model, { capacity: sizesOf(batch), record: true, edits: true });
    expect(await run(which, [], plan)).toEqual(await run(which, []));
  });
});

function holds(each: Edit, { scan, state, unit }: Extract<Edit, { kind: 'state' }>, b: number, t: number): boolean {
  if (each.kind === 'zero') return each.scan === scan && each.unit === unit && (each.example ?? b) === b;
  if (each.kind !== 'state' || each.scan !== scan || each.state !== state) return false;
  return (each.unit ?? unit) === unit && (each.from ?? t) <= t && (each.to ?? t) >= t && (each.example ?? b) === b;
}

describe('what comes of an edit', () => {
  const lstm = cases.find(({ name }) => name === 'lstm, last') as EditCase;
  const attending = cases.find(({ name }) => name === 'lstm, Bahdanau') as EditCase;

  it('leaves every step before it as it was, bit for bit, and none after it', async () => {
    const edits = parseEdits([{ kind: 'gate', scan: 'l0', gate: 'forget', unit: null, from: 2, to: 2, value: 0 }], lstm.model);
    const [found, free] = [await run(lstm, edits), await run(lstm, [])];
    for (const name of ['hidden.l0', 'cell.l0', 'hidden.l1', 'gates.l1.input']) {
      for (let unit = 0; unit < 3; unit++) {
        for (let t = 0; t < 2; t++) expect(at(found[name], 1, t, unit)).toBe(at(free[name], 1, t, unit));
        if (name.endsWith('l0')) for (let t = 2; t < 6; t++) expect(at(found[name], 1, t, unit)).not.toBe(at(free[name], 1, t, unit));
      }
    }
    for (let unit = 0; unit < 3; unit++) expect(at(found['cellGradient.l0'], 1, 1, unit)).not.toBe(0);
  });

  it('silences a unit wholly, so that nothing reaches its incoming weights', async () => {
    const found = await run(lstm, parseEdits([{ kind: 'zero', scan: 'l0', unit: 1 }], lstm.model));
    for (let t = 0; t < 6; t++) {
      expect(at(found['hidden.l0'], 1, t, 1)).toBe(0);
      expect(at(found['cell.l0'], 1, t, 1)).toBe(0);
    }
    const { shape, data } = found['gradient.encoder.weight_ih_l0'];
    for (let gate = 0; gate < 4; gate++) {
      for (let k = 0; k < shape[1]; k++) expect(Math.abs(data[(gate * 3 + 1) * shape[1] + k])).toBe(0);
    }
    expect(data.some((value) => value !== 0)).toBe(true);
  });

  it('makes a unit the twin of another', async () => {
    const found = await run(lstm, parseEdits([{ kind: 'copy', scan: 'l1', from: 0, to: 2 }], lstm.model));
    const free = await run(lstm, []);
    for (let t = 0; t < 6; t++) {
      expect(at(found['hidden.l1'], 1, t, 2)).toBe(at(found['hidden.l1'], 1, t, 0));
      expect(at(free['hidden.l1'], 1, t, 2)).not.toBe(at(free['hidden.l1'], 1, t, 0));
    }
  });

  it('writes a weight, the later of two', async () => {
    const parameter = 'encoder.weight_hh_l0';
    const edits = [
      { kind: 'weight', parameter, row: 4, column: 2, value: 3 },
      { kind: 'weight', parameter, row: 4, column: 2, value: -0.5 },
      { kind: 'weight', parameter: 'encoder.bias_hh_l0', row: 3, value: 1 },
    ];
    const { byName } = createProbePlan(lstm.model, sizesOf(lstm.batch)).parameters;
    const changed = Float64Array.from(lstm.weights);
    changed[(byName.get(parameter)?.offset ?? 0) + 4 * 3 + 2] = -0.5;
    changed[(byName.get('encoder.bias_hh_l0')?.offset ?? 0) + 3] = 1;
    expect(await run(lstm, parseEdits(edits, lstm.model))).toEqual(await run({ ...lstm, weights: changed }, []));
  });

  it('puts a row of attention where it says, sends nothing to its scores, and makes the context of it', async () => {
    const { model, batch } = attending;
    const edits = parseEdits([{ kind: 'attention', step: 2, weights: [0, 0.75, 0.25, 0, 0, 0] }], model);
    const found = await run(attending, edits);
    const row = (tensor: string, b: number, u: number): Numbers => {
      const { shape, data } = found[tensor];
      return data.slice((b * shape[1] + u) * shape[2], (b * shape[1] + u + 1) * shape[2]);
    };
    expect([...row('attention', 1, 2)]).toEqual([0, 0.75, 0.25, 0, 0, 0]);
    const keys = found['hidden.l0'];
    row('context', 1, 2).forEach((value, d) => {
      expect(value).toBeCloseTo(0.75 * at(keys, 1, 1, d) + 0.25 * at(keys, 1, 2, d), 14);
    });
    const all = parseEdits(
      [0, 1, 2, 3, 4].map((step) => ({ kind: 'attention', step, weights: [1, 0, 0, 0, 0, 0] })),
      model,
    );
    const scoreless = await run(attending, all);
    expect(scoreless['gradient.decoder.attention.score.weight'].data.every((value) => value === 0)).toBe(true);
    expect(found['gradient.decoder.attention.score.weight'].data.some((value) => value !== 0)).toBe(true);
    expect(sizesOf(batch).U).toBe(5);
  });

  it.each(['lstm, every', 'gru after, Bahdanau'])('of %s is itemised by loss, the sum being the whole', async (name) => {
    const which = cases.find((each) => each.name === name) as EditCase;
    const { model, weights, batch, edits } = which;
    const executor = createReferenceExecutor(createItemisePlan(model, sizesOf(batch), edits));
    const items = await itemise(executor, batch, undefined, prepareEdits(executor, weights, batch, edits));
    const found = await run(which, edits);
    for (const [tensor, { shape, data }] of Object.entries(items)) {
      const [B, K, T, H] = shape;
      const whole = found[tensor.replace('itemised', 'hiddenGradient')].data;
      whole.forEach((value, n) => {
        const b = Math.floor(n / (T * H));
        const sum = Array.from({ length: K }, (_, k) => data[(b * K + k) * T * H + (n % (T * H))]).reduce((total, each) => total + each, 0);
        expect(Math.abs(sum - value)).toBeLessThanOrEqual(1e-12);
      });
      expect(B).toBe(2);
    }
    expect(Object.keys(items).length).toBeGreaterThan(1);
  });

  it('is there when a decoder reads its own answers', async () => {
    const { model, weights, batch } = attending;
    const edits = parseEdits([{ kind: 'attention', step: 1, weights: [0, 0, 1, 0, 0, 0] }], model);
    const executor = createReferenceExecutor(createEditPlan(model, sizesOf(batch), edits));
    const edited = await generate(executor, batch, prepareEdits(executor, weights, batch, edits));
    expect([...(edited.attention?.data.slice(6, 12) ?? [])]).toEqual([0, 0, 1, 0, 0, 0]);
    const free = await generate(executor, batch, prepareEdits(executor, weights, batch, []));
    const V = edited.outputs.shape[2];
    expect([...edited.outputs.data.slice(0, V)]).toEqual([...free.outputs.data.slice(0, V)]);
    expect([...edited.outputs.data.slice(V, 2 * V)]).not.toEqual([...free.outputs.data.slice(V, 2 * V)]);
  });
});
