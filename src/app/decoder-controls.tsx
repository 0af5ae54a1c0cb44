/** How the decoder looks back: its attention's score first; which state asks, what is fed in and the embeddings behind disclosure. */
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { limits } from '../model/parse-spec';
import type { AttentionSpec, DecoderSpec, ScoreKind } from '../model/spec';
import { withAttention, withDecoder } from '../store/edit';
import { EmbeddingField } from './embedding-field';
import { Menu, NumberField, Switch } from './fields';
import { GuardedView } from './guarded-view';
import { useSession, useSettings } from './lab-context';
import { useWords } from './messages/catalogue';

const DecoderWiring = lazy(() => import('./decoding/decoder-wiring'));

const scores: readonly (ScoreKind | 'none')[] = ['none', 'dot', 'general', 'additive'];

export default function DecoderControls({ decoder }: { readonly decoder: DecoderSpec }): ReactNode {
  const session = useSession();
  const { messages } = useWords();
  const bidirectional = useSettings((settings) => settings.run.model.encoder.bidirectional);
  /** What attention was before it was taken away, so that it comes back as it was. */
  const [before, setBefore] = useState<AttentionSpec>();
  const { attention } = decoder;
  const words = messages.architecture;
  const score = attention?.score ?? 'none';
  return (
    <>
      <Menu
        field="attention"
        label={words.attention}
        value={score}
        choices={scores.map((each) => ({ value: each, label: words.attentions[each], barred: each === 'dot' && bidirectional }))}
        onChoose={(chosen) => {
          if (attention !== null) setBefore(attention);
          session.change('attention', (run) => withAttention(run, chosen === 'none' ? null : { score: chosen }, before));
        }}
      />
      <p className="about">
        {words.attentionAbout[score]} {bidirectional && words.dotBarred}
      </p>
      <GuardedView name={words.attention}>
        <Suspense>
          <DecoderWiring />
        </Suspense>
      </GuardedView>
      <details className="more">
        <summary>{words.moreDecoder}</summary>
        {attention && <Wiring attention={attention} />}
        <NumberField
          field="decoderEmbedding"
          label={words.decoderEmbedding}
          value={decoder.embeddingSize}
          rule={{ type: 'integer', ...limits.embeddingSize }}
          onCommit={(embeddingSize) => {
            session.change('decoderEmbedding', (run) => withDecoder(run, { embeddingSize }));
          }}
        />
        <p className="about">{words.decoderEmbeddingAbout}</p>
        <EmbeddingField />
      </details>
    </>
  );
}

/** Which state asks, and whether the cell reads what the last answer was made of. */
function Wiring({ attention: { query, inputFeeding } }: { readonly attention: AttentionSpec }): ReactNode {
  const session = useSession();
  const { messages } = useWords();
  const [fed, setFed] = useState(inputFeeding);
  const words = messages.architecture;
  const barred = query === 'previous';
  return (
    <>
      <Menu
        field="query"
        label={words.query}
        value={query}
        choices={[
          { value: 'current', label: words.queries.current },
          { value: 'previous', label: words.queries.previous },
        ]}
        onChoose={(chosen) => {
          setFed(inputFeeding);
          session.change('query', (run) => withAttention(run, { query: chosen, inputFeeding: chosen === 'current' && fed }));
        }}
      />
      <p className="about">{words.queryAbout[query]}</p>
      <Switch
        label={words.feeding}
        on={inputFeeding}
        barred={barred}
        onSwitch={(on) => {
          session.change('query', (run) => withAttention(run, { inputFeeding: on }));
        }}
      />
      <p className="about">{barred ? words.feedingBarred : words.feedingAbout}</p>
    </>
  );
}
