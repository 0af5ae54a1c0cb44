/** How the layers are stacked: their number, both directions, and what lies between them; each with a sentence on what it does. */
import type { ReactNode } from 'react';
import { limits } from '../model/parse-spec';
import { withEncoder, withWidth } from '../store/edit';
import { NumberField, Switch } from './fields';
import { useSession, useSettings } from './lab-context';
import { useWords } from './messages/catalogue';

/** The slider ends here; the number beside it goes further. */
const slideTo = 4;

export function LayerControls(): ReactNode {
  const session = useSession();
  const { messages } = useWords();
  const { hiddenSizes, bidirectional } = useSettings((settings) => settings.run.model.encoder);
  const words = messages.experiment;
  const layers = hiddenSizes.length;
  const uneven = hiddenSizes.some((size) => size !== hiddenSizes[0]);
  return (
    <details className="more">
      <summary>{words.moreLayers}</summary>
      <NumberField
        field="layers"
        label={words.layers}
        value={layers}
        rule={{ type: 'integer', ...limits.layers }}
        slideTo={slideTo}
        onCommit={(count) => {
          session.change('layers', (run) => withEncoder(run, { hiddenSizes: resize(run.model.encoder.hiddenSizes, count) }));
        }}
      />
      <p className="about">
        {words.layersAbout} {uneven && words.widths(hiddenSizes.join(', '))}
      </p>
      {layers > 1 &&
        hiddenSizes.map((size, layer) => (
          <NumberField
            key={layer}
            field={`width.${layer}`}
            label={messages.architecture.width(String(layer))}
            value={size}
            rule={{ type: 'integer', ...limits.hiddenSize }}
            onCommit={(width) => {
              session.change(`width.${layer}`, (run) => withWidth(run, layer, width));
            }}
          />
        ))}
      <Switch
        label={words.bidirectional}
        on={bidirectional}
        onSwitch={(on) => {
          session.change('bidirectional', (run) => withEncoder(run, { bidirectional: on }));
        }}
      />
      <p className="about">{words.bidirectionalAbout}</p>
      {layers > 1 && <BetweenLayers />}
    </details>
  );
}

/** What has an effect only where there are several layers. */
function BetweenLayers(): ReactNode {
  const session = useSession();
  const { messages } = useWords();
  const { residual, dropout } = useSettings((settings) => settings.run.model.encoder);
  const words = messages.experiment;
  return (
    <>
      <Switch
        label={words.residual}
        on={residual}
        onSwitch={(on) => {
          session.change('residual', (run) => withEncoder(run, { residual: on }));
        }}
      />
      <p className="about">{words.residualAbout}</p>
      <NumberField
        field="dropout"
        label={words.dropout}
        value={dropout}
        rule={{ type: 'number', min: 0, max: 0.99 }}
        onCommit={(probability) => {
          session.change('dropout', (run) => withEncoder(run, { dropout: probability }));
        }}
      />
      <p className="about">{words.dropoutAbout}</p>
    </>
  );
}

/** The widths of `count` layers: those that there are, and for further ones the last again. */
function resize(hiddenSizes: readonly number[], count: number): readonly number[] {
  return Array.from({ length: count }, (_, layer) => hiddenSizes[Math.min(layer, hiddenSizes.length - 1)]);
}
