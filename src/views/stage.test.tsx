import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Cursor } from './cursor';
import { exampleLabels } from './gallery/example-labels';
import { examples } from './gallery/examples';
import { type Fixture, readSnapshot } from './gallery/fixtures/fixture';
import { fixture as gruAttention } from './gallery/fixtures/gru-attention';
import { fixture as gruText } from './gallery/fixtures/gru-text';
import { fixture as lstmBottleneck } from './gallery/fixtures/lstm-bottleneck';
import { fixture as lstmLong } from './gallery/fixtures/lstm-long';
import { fixture as lstmRecall } from './gallery/fixtures/lstm-recall';
import { fixture as lstmStacked } from './gallery/fixtures/lstm-stacked';
import { fixture as rnnAdding } from './gallery/fixtures/rnn-adding';
import { createHeld } from './held';
import { normsOf, readScan, valueAt } from './series';
import { Stage } from './stage';

function render(fixture: Fixture, cursor: Cursor | null, width = 892, folded: readonly string[] = []): string {
  const snapshot = readSnapshot(fixture.snapshots[fixture.snapshots.length - 1]);
  const stage = (
    <Stage
      snapshot={snapshot}
      symbols={fixture.symbols}
      cursor={createHeld(cursor)}
      onCursor={() => undefined}
      labels={exampleLabels}
      theme="light"
      width={width}
      folded={folded}
    />
  );
  return renderToStaticMarkup(stage);
}

/** The full number that an element with this test id bears. */
function shown(markup: string, id: string): number {
  const element = new RegExp(`<[^>]*data-testid="${id}"[^>]*>`).exec(markup)?.[0] ?? '';
  return Number(/data-value="([^"]*)"/.exec(element)?.[1]);
}

describe('the stage', () => {
  it('shows the exact numbers under the cursor', () => {
    const markup = render(lstmRecall, { scan: 'l0', t: 9, unit: 4, gate: 'candidate' });
    const scan = readScan(readSnapshot(lstmRecall.snapshots[1]));
    const candidate = scan.grids.get('candidate');
    expect(shown(markup, 'readout')).toBe(candidate && valueAt(candidate, 9, 4));
    for (const [name, grid] of scan.grids) expect(shown(markup, `value-${name}`)).toBe(valueAt(grid, 9, 4));
    expect(shown(markup, 'value-hiddenGradient')).toBe(normsOf(scan.hiddenGradient)[9]);
    expect(shown(markup, 'value-cellGradient')).toBe(scan.cellGradient && normsOf(scan.cellGradient)[9]);
  });

  it('gives every canvas and picture a name', () => {
    const markup = render(lstmRecall, null);
    const pictures = markup.match(/<(canvas|svg)[^>]*>/g) ?? [];
    expect(pictures.filter((tag) => tag.startsWith('<canvas'))).toHaveLength(6);
    for (const tag of pictures) expect(tag).toMatch(/aria-label="[^"]+"|aria-hidden="true"/);
  });

  it('is one tab stop', () => {
    expect(render(lstmRecall, null).match(/tabindex="0"/g)).toHaveLength(1);
  });

  it('has one heatmap for a plain network and no cell gradient', () => {
    const markup = render(rnnAdding, { scan: 'l0', t: 0, unit: 0, gate: 'forget' });
    expect(markup.match(/<canvas/g)).toHaveLength(1);
    expect(markup).toContain('data-testid="value-hidden"');
    expect(markup).not.toContain('value-cellGradient');
    expect(markup).toContain('points below');
  });

  it('writes the answer of a sequence beside its last step', () => {
    expect(render(lstmRecall, null)).toMatch(/p 0\.99\d\d {2}target A/);
  });

  it('names the step of an answer that lies outside the window', () => {
    const { T } = readScan(readSnapshot(lstmLong.snapshots[0]));
    const step = new RegExp(`step ${String(T - 1)}: .*target`);
    expect(render(lstmLong, null)).toMatch(step);
    expect(render(lstmRecall, null)).not.toMatch(/step \d+: /);
  });

  it('shows a loss at every step of text', () => {
    expect(shown(render(gruText, { scan: 'l0', t: 3, unit: 0, gate: 'hidden' }), 'value-loss')).toBeGreaterThan(0);
  });

  it('opens the window on the cursor, and has an overview only where it needs one', () => {
    const long = render(lstmLong, { scan: 'l0', t: 190, unit: 0, gate: 'cell' });
    expect(long).toContain('class="overview"');
    expect(long).toContain('cursor-column');
    expect(render(lstmRecall, { scan: 'l0', t: 9, unit: 0, gate: 'cell' })).not.toContain('class="overview"');
  });

  it('shows the numbers of the layer and direction under the cursor', () => {
    const markup = render(lstmStacked, { scan: 'l1_reverse', t: 4, unit: 5, gate: 'output' });
    const scan = readScan(readSnapshot(lstmStacked.snapshots[0]), 'l1_reverse');
    for (const [name, grid] of scan.grids) expect(shown(markup, `value-${name}`)).toBe(valueAt(grid, 4, 5));
    expect(shown(markup, 'value-hiddenGradient')).toBe(normsOf(scan.hiddenGradient)[4]);
    expect(markup).toContain('<option value="l1_reverse" selected="">1, reverse</option>');
    expect(markup.match(/data-scan="/g)).toHaveLength(4);
  });

  it('asks for no layer where there is one', () => {
    expect(render(lstmRecall, null)).not.toMatch(/scan-menu|data-scan="/);
  });

  it('draws attention and the decoder only where the snapshot has them, with exact weights', () => {
    const markup = render(gruAttention, { scan: 'l0', t: 1, unit: 0, gate: 'hidden', across: 6 });
    const { attention } = readSnapshot(gruAttention.snapshots[0]).tensors;
    expect(shown(markup, 'value-attention')).toBe(attention.data[6 * 8 + 1]);
    expect(shown(markup, 'attention')).toBe(attention.data[6 * 8 + 1]);
    expect(markup).toContain('aria-label="Attention, 9 × 8"');
    expect(markup).toContain('data-testid="decoder"');
    expect(render(lstmBottleneck, null)).toContain('data-testid="decoder"');
    expect(render(lstmBottleneck, null)).not.toContain('aria-label="Attention');
    expect(render(lstmRecall, null)).not.toMatch(/Attention|data-testid="decoder"/);
  });

  it('shows the decoder like every other scan, on the axis of the target', () => {
    const markup = render(lstmBottleneck, { scan: 'decoder', t: 7, unit: 9, gate: 'candidate' });
    const scan = readScan(readSnapshot(lstmBottleneck.snapshots[0]), 'decoder');
    expect(scan.T).toBe(8);
    for (const [name, grid] of scan.grids) expect(shown(markup, `value-${name}`)).toBe(valueAt(grid, 7, 9));
    expect(shown(markup, 'value-hiddenGradient')).toBe(normsOf(scan.hiddenGradient)[7]);
    expect(shown(markup, 'value-hiddenNorm.decoder')).toBe(normsOf(scan.grids.get('hidden') ?? scan.hiddenGradient)[7]);
    expect(markup.match(/<option /g)).toHaveLength(5);
    expect(markup).toContain('<option value="decoder" selected="">decoder</option>');
    const [source, target] = markup.split('data-side="target"');
    expect(source).not.toContain('data-quantity');
    expect(target.match(/data-quantity/g)).toHaveLength(6);
    expect(markup).toContain('aria-label="Forget gate, 10 × 8"');
  });

  it('names the weight where the steps of both axes cross, whichever the cursor is on', () => {
    const { attention } = readSnapshot(gruAttention.snapshots[0]).tensors;
    const markup = render(gruAttention, { scan: 'decoder', t: 6, unit: 0, gate: 'hidden', across: 1 });
    expect(shown(markup, 'attention')).toBe(attention.data[6 * 8 + 1]);
    expect(markup.match(/class="cursor-column"/g)).toHaveLength(2);
  });

  it('folds panels away behind their names', () => {
    const at = { scan: 'l0', t: 9, unit: 4, gate: 'candidate' } as const;
    expect(render(lstmRecall, at).match(/aria-expanded="true"/g)).toHaveLength(9);
    const markup = render(lstmRecall, at, 892, ['forget', 'gradient']);
    expect(markup.match(/aria-expanded="false"/g)).toHaveLength(2);
    expect(markup.match(/<canvas/g)).toHaveLength(5);
    expect(markup).not.toMatch(/data-quantity="forget"|class="gradient"/);
  });

  it('puts names above the plots on a phone', () => {
    expect(render(lstmRecall, null, 390)).toContain('stage stage-narrow');
  });
});

describe.each(examples.map((example) => [example.name, example] as const))('example %s', (_, example) => {
  it.each(['light', 'dark'] as const)('renders in the %s theme without NaN', (theme) => {
    const markup = renderToStaticMarkup(example.render(theme));
    expect(markup.length).toBeGreaterThan(1000);
    expect(markup.replaceAll('data-value="NaN"', '')).not.toMatch(/NaN|undefined/);
  });
});
