/** Bad input and faults: each gets a sentence that says what happened and what to do, and the page never goes blank. */
import { withEncoder, withTraining } from '../src/store/edit';
import { createRun, expect, linkTo, test } from './lab-page';

const toFragment = (value: unknown): string => `v1=${Buffer.from(JSON.stringify(value)).toString('base64url')}`;

test('a link that is no link is refused, and the default run opens', async ({ lab }) => {
  await lab.open('v1=%%%');
  await expect(lab.notice).toContainText('The link could not be used');
  await expect(lab.inspector).toBeVisible();
});

test('a link with a wrong field is refused by the name of the field', async ({ lab }) => {
  const run = createRun();
  await lab.open(toFragment({ run: { ...run, model: { ...run.model, encoder: { cell: 'cnn', hiddenSizes: [4] } } } }));
  await expect(lab.notice).toContainText('model.encoder.cell');
});

test('a link whose network does not fit its task is refused by the worker', async ({ lab }) => {
  const run = createRun();
  await lab.open(toFragment({ run: { ...run, model: { ...run.model, input: { kind: 'values', size: 3 } } } }));
  await expect(lab.notice).toContainText('model.input');
  await expect(lab.inspector).toBeVisible();
});

test('a value out of range is refused at its field, and the run goes on', async ({ lab, page }) => {
  await lab.open(linkTo(createRun()));
  const before = await lab.inspect('hidden.l0');
  const units = page.getByRole('spinbutton', { name: 'Hidden units' });
  await units.fill('100000');
  await units.press('Enter');
  await expect(page.getByText('Enter a whole number from 1 to 1024.')).toBeVisible();
  await expect(units).toHaveAttribute('aria-invalid', 'true');
  expect(await lab.inspect('hidden.l0')).toBe(before);
  await units.fill('6');
  await units.press('Enter');
  await expect(page.getByText('Enter a whole number from 1 to 1024.')).toHaveCount(0);
  await expect(units).toHaveValue('6');
});

test('numbers that stop being finite stop the training with a sentence, and the last good weights come back', async ({ lab }) => {
  await lab.open(linkTo(createRun({ task: 'adding', cell: 'rnn', optimizer: 'sgd', learningRate: 1e6, clip: false })));
  await lab.button('Run training').click();
  await expect(lab.notice).toContainText('Training stopped at update');
  await expect(lab.notice).toContainText('no longer finite');
  // Offered is only what can be done: there is no picture of now, and no training from there.
  await expect(lab.page.getByTestId('moment')).toContainText('its numbers are not finite');
  await expect(lab.button('Back to now')).toHaveCount(0);
  await expect(lab.button('Run training')).toBeDisabled();
  await lab.page.locator('.clock-moments').press('End');
  expect(await lab.page.getByTestId('moment').getAttribute('data-value')).toBe(await lab.inspector.getAttribute('data-update'));
  await lab.page.getByRole('button', { name: /^Restore the last good weights/ }).click();
  await expect(lab.notice).toContainText('is back');
  await expect(lab.page.getByTestId('moment')).toHaveCount(0);
  await expect(lab.button('Run training')).toBeEnabled();
  await expect.poll(() => lab.inspect('hidden.l0')).not.toBeNaN();
  expect(Number.isFinite(await lab.inspect('loss'))).toBe(true);
});

test('weights that explode from the start are named as such, with the layer and the step', async ({ lab }) => {
  const run = withEncoder(createRun({ task: 'adding', cell: 'rnn', length: 60, clip: false }), { nonlinearity: 'relu' });
  await lab.open(linkTo(withTraining(run, { initialisation: { kind: 'pytorch', spectralRadius: 1e6 } })));
  await lab.button('Run training').click();
  await expect(lab.notice).toContainText(
    /Training stopped at update 1: in the (states|gradients) of layer 0.* at step \d+, a number was no longer finite/,
  );
  await expect(lab.notice).toContainText('The initial weights do this already');
  await expect(lab.page.getByRole('button', { name: 'Restore the last good weights (update 0)' })).toBeVisible();
});

test('a worker that cannot start says so and what to do', async ({ lab, page }) => {
  await page.route(/lab-worker.*\.js$/, (route) => route.fulfill({ status: 404, body: '' }));
  await page.goto('./');
  await expect(lab.notice).toContainText("The lab's worker cannot go on");
  await expect(lab.button('Reload')).toBeVisible();
  lab.faults.length = 0;
});

test('without the trained weights it opens the initial ones and says so', async ({ lab, page }) => {
  await page.route(/weights\.safetensors$/, (route) => route.fulfill({ status: 404, body: '' }));
  await lab.open();
  await expect(lab.notice).toContainText('The trained weights that come with the page could not be loaded');
  expect(await lab.update()).toBe(0);
  lab.faults.length = 0;
});

test('trained weights that are damaged are refused, and the page still opens a run', async ({ lab, page }) => {
  await page.route(/weights\.safetensors$/, (route) => route.fulfill({ status: 200, body: 'nonsense' }));
  await lab.open();
  await expect(lab.notice).toBeVisible();
  expect(await lab.update()).toBe(0);
});
