/** Every view on real, stored numbers: the page's gallery shows these examples, and the views' tests render them. */
import { type ReactNode, useState } from 'react';
import type { InstrumentName, InstrumentRequest } from '../../model/instruments';
import { formatPercent } from '../format';
import { createHeld } from '../held';
import { Instruments } from '../instruments/instruments';
import { LossChart } from '../loss-chart';
import type { LossScale } from '../loss-layout';
import { quantityNames } from '../quantity';
import { Stage } from '../stage';
import type { CursorState } from '../stage-cursor';
import type { ThemeName } from '../theme/palette';
import { attentionExamples } from './attention-examples';
import { exampleLabels, exampleLossLabels } from './example-labels';
import { exampleInstrumentLabels } from './example-instrument-labels';
import { type Fixture, readCurves, readInstruments, readSnapshot } from './fixtures/fixture';
import { fixture as cellLstm } from './fixtures/cell-lstm';
import { fixture as gruAdding } from './fixtures/gru-adding';
import { fixture as gruAttention } from './fixtures/gru-attention';
import { fixture as gruText } from './fixtures/gru-text';
import { fixture as instrumentsGru } from './fixtures/instruments-gru';
import { fixture as instrumentsLstm } from './fixtures/instruments-lstm';
import { fixture as lstmBottleneck } from './fixtures/lstm-bottleneck';
import { fixture as lstmLong } from './fixtures/lstm-long';
import { fixture as lstmRecall } from './fixtures/lstm-recall';
import { fixture as lstmStacked } from './fixtures/lstm-stacked';
import { fixture as rnnAdding } from './fixtures/rnn-adding';

export interface Example {
  readonly name: string;
  readonly render: (theme: ThemeName) => ReactNode;
}

export const examples: readonly Example[] = [
  {
    name: 'stage: an LSTM that recalls',
    render: (theme) => <StageExample fixture={lstmRecall} theme={theme} start={{ scan: 'l0', t: 9, unit: 4, gate: 'forget' }} />,
  },
  { name: 'stage: a GRU that adds', render: (theme) => <StageExample fixture={gruAdding} theme={theme} start={null} /> },
  { name: 'stage: an RNN whose gradient vanishes', render: (theme) => <StageExample fixture={rnnAdding} theme={theme} start={null} /> },
  { name: 'stage: a GRU that reads, a loss at every step', render: (theme) => <StageExample fixture={gruText} theme={theme} start={null} /> },
  {
    name: 'stage: 200 steps, a window and its overview',
    render: (theme) => <StageExample fixture={lstmLong} theme={theme} start={{ scan: 'l0', t: 190, unit: 1, gate: 'cell' }} />,
  },
  {
    name: 'stage: two LSTM layers in both directions',
    render: (theme) => <StageExample fixture={lstmStacked} theme={theme} start={{ scan: 'l1', t: 6, unit: 2, gate: 'forget' }} />,
  },
  {
    name: 'stage: a decoder that looks back, its encoder in both directions',
    render: (theme) => <StageExample fixture={gruAttention} theme={theme} start={{ scan: 'l0', t: 5, unit: 3, gate: 'update', across: 2 }} />,
  },
  {
    name: 'stage: the decoder itself, through the bottleneck',
    render: (theme) => <StageExample fixture={lstmBottleneck} theme={theme} start={{ scan: 'decoder', t: 3, unit: 2, gate: 'forget' }} />,
  },
  {
    name: 'instruments: an LSTM that recalls',
    render: (theme) => <InstrumentsExample fixture={instrumentsLstm} theme={theme} start={{ scan: 'l0', t: 6, unit: 2, gate: 'forget' }} />,
  },
  {
    name: 'instruments: a GRU that reads, a loss at every step',
    render: (theme) => <InstrumentsExample fixture={instrumentsGru} theme={theme} start={{ scan: 'l0', t: 9, unit: 2, gate: 'update' }} />,
  },
  {
    name: 'stage: folded, the loop that textbooks draw',
    render: (theme) => <StageExample fixture={lstmRecall} theme={theme} start={{ scan: 'l0', t: 9, unit: 4, gate: 'forget' }} opening={0} />,
  },
  {
    name: 'stage: half unrolled, two layers in both directions',
    render: (theme) => <StageExample fixture={lstmStacked} theme={theme} start={{ scan: 'l1', t: 6, unit: 2, gate: 'forget' }} opening={0.5} />,
  },
  {
    name: 'stage: an encoder and its decoder, folded',
    render: (theme) => (
      <StageExample fixture={gruAttention} theme={theme} start={{ scan: 'l0', t: 5, unit: 3, gate: 'update', across: 2 }} opening={0} />
    ),
  },
  {
    name: 'stage: on the way forward, at step 9',
    render: (theme) => <StageExample fixture={lstmRecall} theme={theme} start={{ scan: 'l0', t: 9, unit: 4, gate: 'forget', passage: 9 }} />,
  },
  {
    name: 'stage: on the way back, at step 8',
    render: (theme) => <StageExample fixture={lstmRecall} theme={theme} start={{ scan: 'l0', t: 8, unit: 4, gate: 'forget', passage: 38 }} />,
  },
  ...attentionExamples,
  {
    name: 'stage: a short sequence, an edge selected, numbers in the boxes and on the edges',
    render: (theme) => <StageExample fixture={cellLstm} theme={theme} start={{ scan: 'l0', t: 4, unit: 1, gate: 'forget', part: 'recurrent' }} />,
  },
  { name: 'loss chart: before the first update', render: () => <LossExample updates={0} /> },
  { name: 'loss chart: after 1000 updates', render: () => <LossExample updates={1000} /> },
];

interface StageExampleProps {
  readonly fixture: Fixture;
  readonly theme: ThemeName;
  readonly start: CursorState | null;
  readonly opening?: number;
}

/** What every stage of the gallery has in common: the last of the stored snapshots, and a cursor of its own. */
function useExample({ fixture, theme, start, opening }: StageExampleProps) {
  const [cursor] = useState(() => createHeld<CursorState | null>(start));
  const [snapshots] = useState(() => fixture.snapshots.map(readSnapshot));
  const snapshot = snapshots[snapshots.length - 1];
  const compared = snapshots.length > 1 ? snapshots[0] : null;
  const { symbols } = fixture;
  const onCursor = (next: CursorState): void => {
    cursor.setState({ ...next, passage: start?.passage });
  };
  return { snapshot, compared, symbols, cursor, onCursor, opening, labels: exampleLabels, theme };
}

function StageExample(props: StageExampleProps) {
  return <Stage {...useExample(props)} />;
}

const everyInstrument: readonly InstrumentName[] = [
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

/** All instruments below a stage whose own panels are folded away. */
function InstrumentsExample(props: StageExampleProps) {
  const stage = useExample(props);
  const [request, setRequest] = useState<InstrumentRequest>({ names: everyInstrument, window: null, truncate: 5 });
  const [folded, setFolded] = useState<readonly string[]>(quantityNames);
  const { instruments } = props.fixture;
  const [snapshot] = useState(() => (instruments === undefined ? stage.snapshot : { ...stage.snapshot, instruments: readInstruments(instruments) }));
  return (
    <Stage
      {...stage}
      snapshot={snapshot}
      folded={folded}
      onFold={setFolded}
      below={(place) => (
        <Instruments
          snapshot={snapshot}
          place={place}
          request={request}
          onRequest={setRequest}
          truncate={5}
          labels={exampleInstrumentLabels}
          gates={exampleLabels.quantities}
        />
      )}
    />
  );
}

function LossExample({ updates }: { readonly updates: number }) {
  const [scale, setScale] = useState<LossScale>('linear');
  if (!lstmRecall.curves) return null;
  const { training, heldOut, baseline } = readCurves(lstmRecall.curves, updates);
  return (
    <LossChart
      training={training}
      heldOut={heldOut}
      baseline={baseline}
      metric={{ format: formatPercent, low: 0, high: 1 }}
      labels={exampleLossLabels}
      scale={scale}
      onScale={setScale}
    />
  );
}
