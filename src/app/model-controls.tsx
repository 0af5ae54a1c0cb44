/** Which cell, how many units, which attention; layers, dense layers and the variants of the cell behind disclosure. */
import { lazy, type ReactNode, Suspense } from 'react';
import { limits } from '../model/parse-spec';
import type { CellKind } from '../model/spec';
import { withEncoder } from '../store/edit';
import { Menu, NumberField, Segments } from './fields';
import { HeadControls } from './head-controls';
import { useSession, useSettings, useStatus } from './lab-context';
import { LayerControls } from './layer-controls';
import { useWords } from './messages/catalogue';

/** Most tasks have no decoder. */
const DecoderControls = lazy(() => import('./decoder-controls'));

/** The slider ends here; the number beside it goes further. */
const slideTo = 64;

export function ModelControls(): ReactNode {
  const session = useSession();
  const { messages, format } = useWords();
  const { encoder, output } = useSettings((settings) => settings.run.model);
  const parameterCount = useStatus((status) => status.parameterCount);
  const words = messages.experiment;
  const cells: readonly CellKind[] = ['rnn', 'lstm', 'gru'];
  return (
    <>
      <Segments
        field="cell"
        label={words.cell}
        value={encoder.cell}
        choices={cells.map((cell) => ({ value: cell, label: words.cells[cell] }))}
        onChoose={(cell) => {
          session.change('cell', (run) => withEncoder(run, { cell }));
        }}
      />
      <NumberField
        field="hiddenSize"
        label={words.hiddenSize}
        value={encoder.hiddenSizes[0]}
        rule={{ type: 'integer', ...limits.hiddenSize }}
        slideTo={slideTo}
        onCommit={(hiddenSize) => {
          session.change('hiddenSize', (run) => withEncoder(run, { hiddenSizes: run.model.encoder.hiddenSizes.map(() => hiddenSize) }));
        }}
      />
      <p className="field-row">
        <span>{words.parameters}</span>
        <output className="number">{format.whole(parameterCount)}</output>
      </p>
      {output.kind === 'decoder' && (
        <Suspense>
          <DecoderControls decoder={output} />
        </Suspense>
      )}
      <LayerControls />
      {output.kind !== 'decoder' && <HeadControls head={output} />}
      <CellVariants />
    </>
  );
}

/** What only one kind of cell has. */
function CellVariants(): ReactNode {
  const session = useSession();
  const { messages } = useWords();
  const { cell, resetAfter, nonlinearity } = useSettings((settings) => settings.run.model.encoder);
  const words = messages.experiment;
  if (cell === 'lstm') return null;
  return (
    <details className="more">
      <summary>{words.moreModel}</summary>
      {cell === 'gru' ? (
        <Menu
          field="resetAfter"
          label={words.resetAfter}
          value={resetAfter ? 'after' : 'before'}
          choices={[
            { value: 'after', label: words.resetAfterOptions.after },
            { value: 'before', label: words.resetAfterOptions.before },
          ]}
          onChoose={(place) => {
            session.change('resetAfter', (run) => withEncoder(run, { resetAfter: place === 'after' }));
          }}
        />
      ) : (
        <Menu
          field="nonlinearity"
          label={words.nonlinearity}
          value={nonlinearity}
          choices={[
            { value: 'tanh', label: words.nonlinearities.tanh },
            { value: 'relu', label: words.nonlinearities.relu },
          ]}
          onChoose={(chosen) => {
            session.change('nonlinearity', (run) => withEncoder(run, { nonlinearity: chosen }));
          }}
        />
      )}
    </details>
  );
}
