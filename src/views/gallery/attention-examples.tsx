/** The gallery's pictures of attention: an answer written step by step, one without attention, and the decoder's step in each wiring. */
import { type CSSProperties, type ReactNode, useMemo } from 'react';
import type { AttentionSpec } from '../../model/spec';
import { readDecoding } from '../attention/decoding';
import { DecodingView } from '../attention/decoding-view';
import { Wiring } from '../attention/wiring';
import { layoutWiring, scoreTexts } from '../attention/wiring-layout';
import { layoutFrame } from '../stage-layout';
import { palettes, type ThemeName } from '../theme/palette';
import { useWidth } from '../use-width';
import { exampleDecodingLabels } from './example-decoding-labels';
import { type Fixture, readSnapshot } from './fixtures/fixture';
import { fixture as gruAttention } from './fixtures/gru-attention';
import { fixture as lstmBottleneck } from './fixtures/lstm-bottleneck';

const luong: AttentionSpec = { score: 'dot', query: 'current', inputFeeding: false };

const wirings: readonly (AttentionSpec | null)[] = [
  null,
  luong,
  { ...luong, score: 'general', inputFeeding: true },
  { score: 'additive', query: 'previous', inputFeeding: false },
];

export const attentionExamples: readonly { readonly name: string; readonly render: (theme: ThemeName) => ReactNode }[] = [
  {
    name: 'decoding: half of an answer is written, each symbol where it looked',
    render: (theme) => <DecodingExample fixture={gruAttention} theme={theme} start={5} />,
  },
  {
    name: 'decoding: through the bottleneck, nothing to look at',
    render: (theme) => <DecodingExample fixture={lstmBottleneck} theme={theme} start={3} />,
  },
  { name: 'decoding: one step in four wirings, each beside the one before it', render: () => <WiringExamples /> },
];

function DecodingExample({ fixture, theme, start }: { readonly fixture: Fixture; readonly theme: ThemeName; readonly start: number }) {
  const [root, width] = useWidth(880);
  const decoding = useMemo(() => readDecoding(readSnapshot(fixture.snapshots[fixture.snapshots.length - 1]), false), [fixture]);
  const frame = layoutFrame(width);
  return (
    <div
      ref={root}
      className={frame.narrow ? 'stage stage-narrow' : 'stage'}
      style={{ '--gutter': `${String(frame.gutter)}px`, '--aside': `${String(frame.aside)}px` } as CSSProperties}
    >
      {decoding && (
        <DecodingView
          decoding={decoding}
          symbols={fixture.symbols}
          frame={frame}
          palette={palettes[theme]}
          labels={exampleDecodingLabels}
          start={start}
        />
      )}
    </div>
  );
}

function nameOf(attention: AttentionSpec | null): string {
  return attention === null ? 'no attention' : `${attention.score}, ${attention.query}`;
}

function WiringExamples() {
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: 24 }}>
      {wirings.map((attention, k) => (
        <Wiring
          key={k}
          marks={layoutWiring(attention, 'gru', k === 0 ? undefined : wirings[k - 1])}
          label={nameOf(attention)}
          names={{ keys: 'encoder states', context: 'context', logits: 'logits', score: attention ? scoreTexts[attention.score].split('(')[0] : '' }}
        />
      ))}
    </div>
  );
}
