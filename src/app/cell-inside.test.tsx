/** The picture inside every cell writes the numbers of the work, and of the engine's stored tensors, at every operation of its clock. */
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { readSnapshot } from '../views/gallery/fixtures/fixture';
import { CellInside } from './cell-section';
import { momentOf, workCell } from './cell-work';
import { createNumberFormat } from './format';
import { cellExamples } from './gallery-cells';
import { en } from './messages/cell/en';

const { significant } = createNumberFormat('en');

/** The numbers in the picture, each as its name, its text and its full value. */
function readPicture(markup: string): ReadonlyMap<string, { readonly text: string; readonly value: number }> {
  const found = markup.matchAll(/<text class="cell-number[^>]*data-name="([^"]+)" data-value="([^"]+)"[^>]*>([^<]*)</g);
  return new Map([...found].map(([, name, value, text]) => [name.replace('&#x27;', "'"), { text, value: Number(value) }] as const));
}

describe.each(cellExamples)('$name', ({ fixture }) => {
  const snapshot = readSnapshot(fixture.snapshots[0]);
  const H = snapshot.model.encoder.hiddenSizes[0];
  const place = { scan: 'l0', t: 5, unit: 2 };
  const work = workCell(snapshot, place);
  const draw = (operation: number): string =>
    renderToStaticMarkup(<CellInside work={work} operation={operation} cell={snapshot.model.encoder.cell} placeName="here" words={en} />);
  const engine = (name: string, t = place.t): number => snapshot.tensors[name].data[t * H + place.unit];

  it('writes at every operation what has been computed so far, and nothing else', () => {
    work.operations.forEach((operation, at) => {
      const { values, gradients } = momentOf(work, at);
      const picture = readPicture(draw(at));
      for (const { symbol } of work.equations.nodes) {
        const gradient = gradients.get(symbol);
        const expected = gradient ?? values.get(symbol);
        const shown = picture.get(gradient === undefined ? symbol : `∂${symbol}`);
        expect(shown?.value, `${symbol} at ${String(at)}`).toBe(expected);
        if (expected !== undefined) expect(shown?.text).toBe(significant(expected));
      }
      if (operation.phase === 'forward') expect(picture.has(operation.node.symbol)).toBe(true);
    });
  });

  it('shows the engine’s own gates, states and gradients', () => {
    const first = readPicture(draw(0));
    const arrived = readPicture(draw(work.operations.findIndex(({ phase }) => phase === 'arrive')));
    for (const { symbol, role } of work.equations.nodes) {
      const tensor = `gates.l0.${role}`;
      if (tensor in snapshot.tensors) expect(first.get(symbol)?.text).toBe(significant(engine(tensor)));
    }
    expect(first.get("h'")?.text).toBe(significant(engine('hidden.l0')));
    expect(arrived.get("∂h'")?.text).toBe(significant(engine('hiddenGradient.l0')));
    const end = momentOf(work, work.operations.length - 1).gradients;
    const before = engine('hiddenGradient.l0', place.t - 1);
    expect(Math.abs((end.get('h') ?? Number.NaN) - before)).toBeLessThanOrEqual(5e-5 * Math.abs(before));
    if (work.equations.cell !== 'lstm') return;
    expect(first.get("c'")?.text).toBe(significant(engine('cell.l0')));
    const cell = engine('cellGradient.l0');
    expect(Math.abs((end.get("c'") ?? Number.NaN) - cell)).toBeLessThanOrEqual(5e-5 * Math.abs(cell));
  });

  it('holds the same numbers in its table', () => {
    const markup = draw(work.operations.length - 1);
    for (const [symbol, value] of work.values) {
      const row = markup.split('<tr data-row="').find((each) => each.startsWith(`${symbol.replace("'", '&#x27;')}"`)) ?? '';
      expect(row).toContain(`>${significant(value)}<`);
    }
  });
});
