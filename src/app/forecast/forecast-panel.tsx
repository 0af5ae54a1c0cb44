/** Below the stage of a network that foretells what it reads: what comes after the window, its own forecasts fed back, beside the simple rule and the truth. */
import { type ReactNode, useEffect, useState } from 'react';
import type { Snapshot } from '../../model/snapshot';
import type { Forecast } from '../../store/waiting';
import type { StagePlace } from '../../views/instruments/place';
import { Panel } from '../../views/panel';
import { usePreferences, useSession, useSettings, useStatus } from '../lab-context';
import { forecastWords } from '../messages/forecast/catalogue';
import { useWords } from '../messages/catalogue';
import { ForecastResult } from './forecast-result';
import './forecast.css';

interface Props {
  readonly snapshot: Snapshot;
  readonly place: StagePlace;
  readonly onSave: (fileName: string, text: string) => void;
}

const STEPS = { least: 1, most: 200, first: 24 };

/** Another run, or one that begins anew, has foretold nothing yet. */
export default function ForecastPanel(props: Props): ReactNode {
  return <Foretelling key={useStatus((status) => status.beginnings)} {...props} />;
}

type Outcome = { readonly kind: 'foretold'; readonly forecast: Forecast } | { readonly kind: 'refused'; readonly detail: string };

function Foretelling({ snapshot, place, onSave }: Props): ReactNode {
  const words = forecastWords[usePreferences((each) => each.language)];
  const { format } = useWords();
  const session = useSession();
  const running = useStatus((status) => status.running);
  const picture = useStatus((status) => status.symbols.picture);
  const example = useSettings((settings) => settings.example);
  const [steps, setSteps] = useState(STEPS.first);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const { update, model, batch } = snapshot;
  const length = batch.inputs.shape[1];
  const horizon = picture?.kind === 'forecast' ? picture.horizon : 0;
  const obstacle = model.encoder.bidirectional ? words.bothWays : horizon > length ? words.tooFar(format.whole(horizon), format.whole(length)) : null;
  const able = picture?.kind === 'forecast' && obstacle === null && Number.isInteger(steps) && steps >= STEPS.least && steps <= STEPS.most;
  useEffect(() => {
    if (!able || running) return;
    let wanted = true;
    session.foretell(steps).then(
      (forecast) => {
        if (wanted && forecast !== null) setOutcome({ kind: 'foretold', forecast });
      },
      (error: unknown) => {
        if (wanted) setOutcome({ kind: 'refused', detail: error instanceof Error ? error.message : String(error) });
      },
    );
    return () => {
      wanted = false;
    };
  }, [session, able, running, steps, example, update]);
  if (picture?.kind !== 'forecast') return null;
  return (
    <section className="forecast" aria-label={words.title} data-testid="forecast">
      <Panel label={words.title}>
        <p className="instrument-about">{words.about}</p>
        {isCleaner(snapshot, horizon) && <p className="instrument-about">{words.cleaner}</p>}
        {obstacle === null ? (
          <label className="forecast-steps">
            {words.steps}
            <input
              type="number"
              name="steps"
              min={STEPS.least}
              max={STEPS.most}
              step={1}
              value={Number.isNaN(steps) ? '' : steps}
              onChange={(event) => {
                setSteps(event.target.valueAsNumber);
              }}
            />
            <span className="about">{words.paused}</span>
          </label>
        ) : (
          <p className="refusal">{obstacle}</p>
        )}
        <p className="refusal" role="status">
          {outcome?.kind === 'refused' && words.refused(outcome.detail)}
        </p>
      </Panel>
      {outcome?.kind === 'foretold' && outcome.forecast.example === example && (
        <ForecastResult forecast={outcome.forecast} inputs={batch.inputs.data} place={place} words={words} onSave={onSave} />
      )}
    </section>
  );
}

/** Whether what is read is something else than what is foretold of it. */
function isCleaner({ batch: { inputs, targets } }: Snapshot, horizon: number): boolean {
  const size = inputs.shape[2];
  const count = inputs.data.length - horizon * size;
  for (let k = 0; k < count; k++) if (inputs.data[k + horizon * size] !== targets.data[k]) return true;
  return false;
}
