/** How many numbers stand for a symbol that is read; nothing where values are read. */
import type { ReactNode } from 'react';
import { limits } from '../model/parse-spec';
import { withEmbedding } from '../store/edit';
import { NumberField } from './fields';
import { useSession, useSettings } from './lab-context';
import { useWords } from './messages/catalogue';

export function EmbeddingField(): ReactNode {
  const session = useSession();
  const { messages } = useWords();
  const input = useSettings((settings) => settings.run.model.input);
  if (input.kind !== 'tokens') return null;
  return (
    <>
      <NumberField
        field="embedding"
        label={messages.architecture.embedding}
        value={input.embeddingSize}
        rule={{ type: 'integer', ...limits.embeddingSize }}
        onCommit={(size) => {
          session.change('embedding', (run) => withEmbedding(run, size));
        }}
      />
      <p className="about">{messages.architecture.embeddingAbout}</p>
    </>
  );
}
