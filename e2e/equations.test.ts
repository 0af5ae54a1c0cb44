/** The equations of the inspector hold the network's own weights: each term shown is the weight times what it weighs, computed here apart. */
import { initialiseParameters } from '../src/model/initialise';
import { layoutParameters } from '../src/model/parameters';
import { getTask } from '../src/tasks/table';
import { createRun, expect, linkTo, test } from './lab-page';

test('shows the largest terms behind a gate, and the gate as the nonlinearity of their sum', async ({ lab, page }) => {
  const run = createRun();
  const { model, training, seed } = run;
  await lab.open(linkTo(run));
  await lab.moveCursor(0, 2);
  await page.locator('[data-quantity="forget"]').hover({ position: { x: 4, y: 2 } });
  await expect(page.locator('.terms .term')).toHaveCount(5);
  const [t, unit] = [Number(await lab.inspector.getAttribute('data-t')), Number(await lab.inspector.getAttribute('data-unit'))];
  expect(t).toBe(0);

  const weights = initialiseParameters(model, training.initialisation, seed);
  const { byName } = layoutParameters(model);
  const read = (name: string, index: number): number => weights[(byName.get(name)?.offset ?? Number.NaN) + index];
  const embedding = model.input.kind === 'tokens' ? model.input.embeddingSize : 0;
  const { inputs } = getTask(run.task.name).sample(run.task.options, seed, 'heldOut', 0, 1);
  const row = model.encoder.hiddenSizes[0] + unit; // the forget gate is the second of four
  const terms = new Map(
    Array.from({ length: embedding }, (_, j): [string, number] => [
      `W_if·x[${String(j)}]`,
      read('encoder.weight_ih_l0', row * embedding + j) * read('embedding.weight', inputs.data[0] * embedding + j),
    ]),
  );
  terms.set('b_if', read('encoder.bias_ih_l0', row)).set('b_hf', read('encoder.bias_hh_l0', row));
  const shown = await page
    .locator('.terms .term')
    .evaluateAll((all) => all.map((term) => [term.querySelector('dt')?.textContent, term.querySelector('data')?.value]));
  for (const [label, value] of shown) expect(Number(value)).toBeCloseTo(terms.get(label ?? '') ?? Number.NaN, 12);
  const sum = [...terms.values()].reduce((a, b) => a + b, 0);
  expect(await lab.inspect('gates.l0.forget')).toBeCloseTo(1 / (1 + Math.exp(-sum)), 6);
  await expect(page.locator('p.equation[data-symbol="a_f"]')).toContainText(sum.toPrecision(4));
});
