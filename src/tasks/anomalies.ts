/**
 * Anomalies: humidity and temperature of a sensor are read every five seconds, and at every step the answer is whether something is being done to
 * it. Two sensors train, one with an event; two others are held out, one with an event. 149 of 18,914 readings are anomalous, so the metric is F1:
 * always saying "no" would be right in 99 % and find nothing.
 *
 * Suthaharan, Alzahrani, Rajasegarar, Leckie and Palaniswami, "Labelled data collection for anomaly detection in wireless sensor networks", ISSNIP 2010.
 */
import { readDataFile } from './data-files';
import { createLoadedTask } from './loaded-task';
import { CHANNELS } from './sensor-channels';

export const anomalies = createLoadedTask(
  {
    name: 'anomalies',
    options: { length: { type: 'integer', default: 60, min: 10, max: 240 } },
    input: () => ({ kind: 'values', size: CHANNELS.length }),
    output: () => ({ kind: 'every', size: 1, loss: 'bce', dropout: 0, hidden: [] }),
    metric: { name: 'f1', better: 'higher' },
  },
  async (read) => (await import('./anomaly-examples')).openAnomalyExamples(await readDataFile(read, 'anomalies.txt')),
);
