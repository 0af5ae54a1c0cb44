/** What stands between the last state and the answer: dropout, and a list of dense layers that can be changed, added and removed. */
import type { ReactNode } from 'react';
import { limits } from '../model/parse-spec';
import type { Activation, DenseSpec, HeadSpec } from '../model/spec';
import { withHead } from '../store/edit';
import type { Field } from '../store/settings';
import { EmbeddingField } from './embedding-field';
import { Menu, NumberField } from './fields';
import { IconButton } from './icon-button';
import { useSession, useSettings } from './lab-context';
import { useWords } from './messages/catalogue';

const activations: readonly Activation[] = ['relu', 'tanh', 'sigmoid'];
const probability = { type: 'number', min: 0, max: 0.99 } as const;
const fresh: DenseSpec = { size: 16, activation: 'relu', dropout: 0 };

export function HeadControls({ head }: { readonly head: HeadSpec }): ReactNode {
  const session = useSession();
  const { messages } = useWords();
  const reads = useSettings((settings) => settings.run.model.input.kind);
  const words = messages.architecture;
  const change = (field: Field, hidden: readonly DenseSpec[]): void => {
    session.change(field, (run) => withHead(run, { hidden }));
  };
  return (
    <details className="more">
      <summary>{reads === 'tokens' ? words.moreHead : words.moreHeadOnly}</summary>
      <EmbeddingField />
      <NumberField
        field="headDropout"
        label={words.headDropout}
        value={head.dropout}
        rule={probability}
        onCommit={(dropout) => {
          session.change('headDropout', (run) => withHead(run, { dropout }));
        }}
      />
      <p className="about">{words.headDropoutAbout}</p>
      <p className="about">{words.denseAbout}</p>
      {head.hidden.map((dense, k) => (
        <DenseLayer
          key={k}
          dense={dense}
          place={k}
          onChange={(field, changed) => {
            change(
              field,
              head.hidden.map((each, j) => (j === k ? changed : each)),
            );
          }}
          onRemove={() => {
            change(
              'dense',
              head.hidden.filter((_, j) => j !== k),
            );
          }}
        />
      ))}
      <button
        type="button"
        className="button"
        disabled={head.hidden.length >= limits.layers.max}
        onClick={() => {
          change('dense', [...head.hidden, head.hidden.at(-1) ?? fresh]);
        }}
      >
        {words.addDense}
      </button>
    </details>
  );
}

interface DenseLayerProps {
  readonly dense: DenseSpec;
  /** 0 for the one that reads the state. */
  readonly place: number;
  readonly onChange: (field: Field, dense: DenseSpec) => void;
  readonly onRemove: () => void;
}

function DenseLayer({ dense, place, onChange, onRemove }: DenseLayerProps): ReactNode {
  const { messages } = useWords();
  const words = messages.architecture;
  const number = String(place + 1);
  return (
    <div className="dense-layer" role="group" aria-label={words.dense(number)}>
      <div className="field-row">
        <span>{words.dense(number)}</span>
        <IconButton icon="close" name={words.removeDense(number)} onPress={onRemove} />
      </div>
      <NumberField
        field={`dense.${place}.size`}
        label={words.denseSize}
        value={dense.size}
        rule={{ type: 'integer', ...limits.size }}
        onCommit={(size) => {
          onChange(`dense.${place}.size`, { ...dense, size });
        }}
      />
      <Menu
        field={`dense.${place}.activation`}
        label={words.denseActivation}
        value={dense.activation}
        choices={activations.map((value) => ({ value, label: words.activations[value] }))}
        onChoose={(activation) => {
          onChange(`dense.${place}.activation`, { ...dense, activation });
        }}
      />
      <NumberField
        field={`dense.${place}.dropout`}
        label={words.denseDropout}
        value={dense.dropout}
        rule={probability}
        onCommit={(dropout) => {
          onChange(`dense.${place}.dropout`, { ...dense, dropout });
        }}
      />
    </div>
  );
}
