/** The loss of the run so far and how well it does on held-out examples, against guessing. */
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { MetricName } from '../tasks/task';
import { LossChart } from '../views/loss-chart';
import { Turn } from '../views/turns/turn';
import { useSession, useSettings, useStatus, useStream, useTask } from './lab-context';
import { LastMeasures } from './measure-list';
import { useWords } from './messages/catalogue';
import { hint } from '../views/hint';

/** Where the metric's axis ends: a share at 1, else at what guessing reaches; a bit is ln 2 nats of the loss. */
const highest: Readonly<Record<MetricName, (baseline: number) => number>> = {
  accuracy: () => 1,
  exact: () => 1,
  f1: () => 1,
  mse: (baseline) => baseline,
  bitsPerCharacter: (baseline) => baseline / Math.LN2,
};

export default function LossPanel(): ReactNode {
  const version = useStream((each) => each.version());
  const { streams } = useSession();
  const { messages, format } = useWords();
  const task = useTask();
  const baseline = useStatus((status) => status.baseline);
  const decodes = useSettings((settings) => settings.run.model.output.kind === 'decoder');
  const [scale, setScale] = useState<'linear' | 'log'>('linear');
  const evaluations = streams.heldOut();
  const heldOut = useMemo(
    () => ({
      updates: evaluations.map(({ update }) => update),
      losses: evaluations.map(({ loss }) => loss),
      metrics: evaluations.map(({ metric }) => metric),
    }),
    [evaluations],
  );
  const { name } = task.metric;
  const write = useCallback((metric: number): string => format.metric(name, metric), [format, name]);
  const labels = useMemo(() => ({ ...messages.lossChart, metric: messages.lossChart.metrics[name] }), [messages, name]);
  return (
    <Turn of={version} always>
      <LossChart
        of={version}
        training={streams.curve()}
        heldOut={heldOut}
        baseline={baseline}
        metric={{ format: write, low: 0, high: highest[name](baseline) }}
        labels={labels}
        scale={scale}
        onScale={setScale}
      />
      {decodes && <p className="about">{messages.architecture.decoderMeasures}</p>}
      <LastMeasures />
      <BestUpdate write={write} />
    </Turn>
  );
}

/** The best update so far, and the way back to it. */
function BestUpdate({ write }: { readonly write: (metric: number) => string }): ReactNode {
  const session = useSession();
  const { messages, format } = useWords();
  const best = useStatus((status) => status.best);
  const isHere = useStatus((status) => status.update === status.best?.update);
  if (best === null) return null;
  const { loss: words } = messages;
  const update = format.whole(best.update);
  return (
    <p className="loss-best about" data-testid="best" data-update={best.update}>
      {words.best(update, write(best.metric))}
      {!isHere && (
        <button
          type="button"
          className="button"
          {...hint(words.restoreBestHint(update))}
          onClick={() => {
            session.restoreBest();
            session.notify({ kind: 'restored', update: best.update });
          }}
        >
          {words.restoreBest}
        </button>
      )}
    </p>
  );
}
