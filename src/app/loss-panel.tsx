/** The loss of the run so far and how well it does on held-out examples, against guessing. */
import { type ReactNode, useState } from 'react';
import { LossChart } from '../views/loss-chart';
import { useSession, useStatus, useStreamVersion, useTask } from './lab-context';
import { useWords } from './messages/catalogue';

export function LossPanel(): ReactNode {
  useStreamVersion();
  const { streams } = useSession();
  const { messages, format } = useWords();
  const task = useTask();
  const baseline = useStatus((status) => status.baseline);
  const [scale, setScale] = useState<'linear' | 'log'>('linear');
  const heldOut = streams.heldOut();
  const { name } = task.metric;
  const isShare = name === 'accuracy';
  return (
    <LossChart
      training={streams.curve()}
      heldOut={{
        updates: heldOut.map(({ update }) => update),
        losses: heldOut.map(({ loss }) => loss),
        metrics: heldOut.map(({ metric }) => metric),
      }}
      baseline={baseline}
      metric={{ format: isShare ? format.percent : format.significant, low: 0, high: isShare ? 1 : baseline }}
      labels={{ ...messages.lossChart, metric: messages.lossChart.metrics[name] }}
      scale={scale}
      onScale={setScale}
    />
  );
}
