/** The lanes' curves over one another: what they show, on which scale, and the numbers as CSV. */
import { type ReactNode, useMemo, useState } from 'react';
import { type LaneCurve, spreadOf } from '../../store/race-curves';
import { writeCurvesCsv } from '../../store/race-csv';
import { isShare, solvedMark } from '../../store/race-rows';
import type { Assessed } from '../../store/race-session';
import type { MetricName } from '../../tasks/task';
import { raceMeasures, type RaceMeasure } from '../../views/race/labels';
import { RaceChart } from '../../views/race/race-chart';
import type { LaneSeries } from '../../views/race/race-chart-layout';
import { useWords } from '../messages/catalogue';
import { saveFile } from '../save-file';
import { useRaceState, useRaceStream, useRaceWords } from './race-context';
import { SegmentsEntry } from './race-fields';
import { shortName } from './race-names';

interface Props {
  /** Of each lane, long. */
  readonly names: readonly string[];
  readonly metric: MetricName;
}

const scales = ['linear', 'log'] as const;

export function RaceCurvesPanel({ names, metric }: Props): ReactNode {
  const { messages } = useWords();
  const words = useRaceWords();
  const lanes = useRaceState((state) => state.lanes);
  const baseline = useRaceState((state) => state.baseline);
  const seeds = useRaceState((state) => state.race.seeds);
  const version = useRaceStream((streams) => streams.version());
  const curves = useRaceStream((streams) => streams.curves());
  const assessed = useRaceStream((streams) => streams.assessed());
  const [measure, setMeasure] = useState<RaceMeasure>('heldOut');
  const [scale, setScale] = useState<(typeof scales)[number]>('linear');
  const isLoss = measure !== 'metric';
  // The curves grow in place: the version says when they are others.
  const series = useMemo(
    () => (version >= 0 ? curves.map((curve, lane) => seriesOf(measure, curve, assessed, lane)) : []),
    [measure, curves, assessed, version],
  );
  const models = useMemo(() => lanes.map(({ model }) => model), [lanes]);
  const key = models.map((model) => shortName(model, words)).join('\n');
  const short = useMemo(() => key.split('\n'), [key]);
  const range = useMemo(() => (isLoss ? null : ([0, isShare(metric) ? 1 : highest(series)] as const)), [isLoss, metric, series]);
  return (
    <section className="race-curves" aria-label={words.curves}>
      <div className="race-choices">
        <SegmentsEntry
          label={words.measure}
          value={measure}
          choices={raceMeasures.map((value) => ({ value, label: value === 'metric' ? messages.lossChart.metrics[metric] : words.measures[value] }))}
          onChoose={setMeasure}
        />
        {isLoss && (
          <SegmentsEntry
            label={words.scale}
            value={scale}
            choices={scales.map((value) => ({ value, label: words.scales[value] }))}
            onChoose={setScale}
          />
        )}
      </div>
      <RaceChart
        series={series}
        names={short}
        baseline={isLoss ? baseline : null}
        solved={isLoss ? solvedMark(baseline) : null}
        scale={isLoss ? scale : 'linear'}
        range={range}
        decimal={messages.stageLabels.decimal}
        labels={words.chart}
      />
      <div className="race-below">
        {seeds > 1 && <p className="about">{words.band}</p>}
        <button
          type="button"
          className="link-button"
          onClick={() => {
            saveFile(document, 'race-curves.csv', new Blob([writeCurvesCsv(names, curves, assessed)], { type: 'text/csv' }));
          }}
        >
          {words.curvesCsv}
        </button>
      </div>
    </section>
  );
}

/** A lane's values with their spread over the seeds. */
function seriesOf(measure: RaceMeasure, { updates, losses }: LaneCurve, assessed: readonly Assessed[], lane: number): LaneSeries {
  if (measure === 'training') {
    const spreads = updates.map((_, k) => spreadOf(losses.map((ofSeed) => ofSeed[k])));
    return toSeries([...updates], spreads);
  }
  const found = assessed.flatMap(({ update, lanes }) => {
    const at = lanes.at(lane) ?? null;
    return at === null ? [] : [{ update, spread: spreadOf(at.heldOut.map((each) => (measure === 'metric' ? each.metric : each.loss))) }];
  });
  return toSeries(
    found.map(({ update }) => update),
    found.map(({ spread }) => spread),
  );
}

function toSeries(updates: readonly number[], spreads: readonly ReturnType<typeof spreadOf>[]): LaneSeries {
  return {
    updates,
    median: spreads.map(({ median }) => median),
    low: spreads.map(({ low }) => low),
    high: spreads.map(({ high }) => high),
  };
}

/** Where a metric's axis ends that is no share. */
function highest(series: readonly LaneSeries[]): number {
  return Math.max(1e-6, ...series.flatMap(({ high }) => high.filter(Number.isFinite)));
}
