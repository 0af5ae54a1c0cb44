import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import FoldedNetwork from './folded-network';
import { exampleLabels } from './gallery/example-labels';
import { cursorAt } from './gallery/fixtures/cursor-at';
import { readSnapshot } from './gallery/fixtures/fixture';
import { fixture as lstmRecall } from './gallery/fixtures/lstm-recall';
import { fixture as lstmStacked } from './gallery/fixtures/lstm-stacked';
import { formatValue } from './format';
import { scanNames } from './scan-names';
import { normsOf, readPlaces, readScan } from './series';
import { palettes } from './theme/palette';
import { layoutTimeAxis } from './time-axis';
import { layoutUnrolled } from './unrolled-layout';
import { lightUnrolled } from './unrolled-passage';

it.each([
  ['one layer', lstmRecall, 0],
  ['one layer, half unrolled', lstmRecall, 0.5],
  ['two layers in both directions', lstmStacked, 0],
] as const)('writes beside the box of %s the norm at the step under the cursor', (_, fixture, opening) => {
  const snapshot = readSnapshot(fixture.snapshots[0]);
  const scans = scanNames(snapshot).map((name) => readScan(snapshot, name));
  const axis = layoutTimeAxis(scans[0].T, 700);
  const unrolled = layoutUnrolled(scans, axis, readPlaces(snapshot, axis.T), false);
  const markup = renderToStaticMarkup(
    <FoldedNetwork
      marks={{ scans, axis, rows: [], unrolled }}
      at={cursorAt({ scan: 'l0', t: 6 }, axis.T)}
      side="source"
      chosen={null}
      bidirectional={snapshot.model.encoder.bidirectional}
      loss={0.25}
      opening={opening}
      handsOn={false}
      narrow={false}
      palette={palettes.light}
      labels={exampleLabels}
      reach={null}
      lit={lightUnrolled(unrolled, scans, null)}
      name="network"
      lossText="loss"
    />,
  );
  expect(markup).not.toMatch(/NaN|undefined/);
  for (const scan of scans) {
    const norm = formatValue(normsOf(scan.grids.get('hidden') ?? scan.hiddenGradient)[6], exampleLabels.decimal);
    if (opening === 0) expect(markup).toContain(norm);
    expect(markup).toContain(`data-folded-scan="${scan.name}"`);
  }
});
