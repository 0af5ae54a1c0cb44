/** The instruments on stored numbers: what stands beside each panel is the number measured, and what is not measured is said. */
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { InstrumentName } from '../../model/instruments';
import { exampleInstrumentLabels } from '../gallery/example-instrument-labels';
import { exampleLabels } from '../gallery/example-labels';
import { type Fixture, readInstruments, readSnapshot } from '../gallery/fixtures/fixture';
import { fixture as gru } from '../gallery/fixtures/instruments-gru';
import { fixture as lstm } from '../gallery/fixtures/instruments-lstm';
import { createHeld } from '../held';
import { Stage } from '../stage';
import { writeCsv } from '../table';
import { Instruments } from './instruments';
import { tableOfInstrument } from './instrument-tables';

const all: readonly InstrumentName[] = [
  'itemised',
  'jacobians',
  'roads',
  'saturation',
  'eigenvalues',
  'histograms',
  'truncation',
  'clipping',
  'weights',
];

function read(fixture: Fixture) {
  if (fixture.instruments === undefined) throw new Error('fixture: must hold instruments');
  return { ...readSnapshot(fixture.snapshots[0]), instruments: readInstruments(fixture.instruments) };
}

function render(fixture: Fixture, names: readonly InstrumentName[], width = 892, measured = true): string {
  const snapshot = measured ? read(fixture) : readSnapshot(fixture.snapshots[0]);
  return renderToStaticMarkup(
    <Stage
      snapshot={snapshot}
      symbols={fixture.symbols}
      cursor={createHeld({ scan: 'l0', t: 5, unit: 1, gate: 'hidden' })}
      onCursor={() => undefined}
      labels={exampleLabels}
      theme="light"
      width={width}
      below={(place) => (
        <Instruments
          snapshot={snapshot}
          place={place}
          request={{ names, window: null, truncate: null }}
          onRequest={() => undefined}
          truncate={5}
          labels={exampleInstrumentLabels}
          gates={exampleLabels.quantities}
        />
      )}
    />,
  );
}

function shown(markup: string, id: string): number {
  const element = new RegExp(`<[^>]*data-testid="${id}"[^>]*>`).exec(markup)?.[0] ?? '';
  return Number(/data-value="([^"]*)"/.exec(element)?.[1]);
}

describe.each([
  ['lstm', lstm],
  ['gru', gru],
] as const)('the instruments of the %s', (cell, fixture) => {
  it('stand with the numbers under the cursor', () => {
    const markup = render(fixture, all);
    const { itemised, jacobians, roads, clipping, truncation } = read(fixture).instruments;
    const row = (itemised?.steps.length ?? 0) - 1;
    const T = itemised?.tensors['itemisedNorm.l0'].shape[2] ?? 0;
    expect(shown(markup, 'value-itemised')).toBe(itemised?.tensors['itemisedNorm.l0'].data[row * T + 5]);
    expect(shown(markup, 'value-jacobian.largest')).toBe(jacobians?.tensors['jacobian.l0'].data[10]);
    expect(shown(markup, 'value-road.gated')).toBe(roads?.tensors['road.share.l0'].data[11]);
    expect(shown(markup, 'cosine.all')).toBe(truncation?.total.cosine);
    expect(shown(markup, 'clip.measured.after')).toBe(clipping?.measured.after);
    expect(markup.match(/data-instrument=/g)).toHaveLength(all.length);
    expect(markup.match(/data-testid="radius/g)).toHaveLength(cell === 'lstm' ? 4 : 3);
    expect(markup).not.toMatch(/NaN|undefined/);
  });

  it.each(all)('name every picture of %s, on a phone too', (name) => {
    for (const width of [892, 390]) {
      const pictures = render(fixture, [name], width).match(/<(canvas|svg)[^>]*>/g) ?? [];
      for (const tag of pictures) expect(tag).toMatch(/aria-label="[^"]+"|aria-hidden="true"/);
    }
  });

  it.each(all)('have a table of %s, whose CSV has every digit', (name) => {
    const { instruments } = read(fixture);
    const table = tableOfInstrument(name, instruments, { scan: 'l0', T: 17, length: 17, histogram: null });
    expect(table?.rows.length).toBeGreaterThan(0);
    for (const row of table?.rows ?? []) expect(row).toHaveLength(table?.head.length ?? 0);
    const csv = table ? writeCsv(table) : '';
    expect(csv).not.toMatch(/undefined|\[object/);
    if (name === 'roads') expect(csv).toContain(String(instruments.roads?.tensors['road.share.l0'].data[0]));
    expect(tableOfInstrument(name, {}, { scan: 'l0', T: 17, length: 17, histogram: null })).toBeNull();
  });
});

it('shows only what is chosen, and says where nothing is measured yet', () => {
  expect(render(lstm, [])).not.toContain('data-instrument=');
  const markup = render(lstm, all, 892, false);
  expect(markup.match(/Not measured yet\./g)).toHaveLength(all.length);
});
