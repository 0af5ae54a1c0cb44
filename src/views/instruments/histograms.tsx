/** Histograms in their panel: of one tensor or gate's block, how its weights and the magnitudes of its gradients are spread. */
import type { Histogram, Histograms, ParameterHistogram } from '../../model/instruments';
import { formatTick } from '../format';
import { powerOfTen } from '../log-scale';
import type { GateName } from '../quantity';
import { cssColour, type Palette } from '../theme/palette';
import { layoutHistogram } from './histogram-layout';
import { InstrumentPanel, type InstrumentProps } from './instrument-panel';
import type { InstrumentLabels } from './labels';
import type { StagePlace } from './place';

interface Props extends InstrumentProps {
  readonly histograms: Histograms | null;
  readonly place: StagePlace;
  /** How the gates are called. */
  readonly gates: Readonly<Record<GateName, string>>;
  /** Which of the list is shown, and who keeps it. */
  readonly chosen: string | null;
  readonly onChoose: (key: string) => void;
}

const HEIGHT = 90;

/** What tells the entries of the list apart. */
export function histogramKey({ parameter, gate }: ParameterHistogram): string {
  return gate === null ? parameter : `${parameter} ${gate}`;
}

/** The entry asked for; else the first recurrent matrix, whose powers the gradient meets. */
export function chooseHistogram({ list }: Histograms, chosen: string | null): ParameterHistogram | undefined {
  return list.find((each) => histogramKey(each) === chosen) ?? list.find(({ parameter }) => parameter.includes('weight_hh')) ?? list.at(0);
}

export function HistogramPanel({ histograms, place, gates, chosen, onChoose, ...frame }: Props) {
  const { labels } = frame;
  const words = labels.histograms;
  const shown = histograms && chooseHistogram(histograms, chosen);
  if (histograms === null || !shown) return <InstrumentPanel {...frame}>{null}</InstrumentPanel>;
  const { narrow, plot } = place.frame;
  const width = narrow ? plot : Math.min(380, (plot - 36) / 2);
  return (
    <InstrumentPanel {...frame} hue="hidden" legend={<span className="panel-note">{labels.heldOut(String(histograms.batch.rows))}</span>}>
      <label className="instrument-choice">
        {words.tensor}{' '}
        <select
          value={histogramKey(shown)}
          onChange={(event) => {
            onChoose(event.target.value);
          }}
        >
          {histograms.list.map((each) => (
            <option key={histogramKey(each)} value={histogramKey(each)}>
              {each.gate === null ? each.parameter : `${each.parameter}: ${gates[each.gate]}`}
            </option>
          ))}
        </select>
      </label>
      <div className="histograms">
        <HistogramPlot histogram={shown.weights} name={words.weights} hue="hidden" width={width} logarithmic={false} labels={labels} />
        <HistogramPlot histogram={shown.gradients} name={words.gradients} hue="gradient" width={width} logarithmic labels={labels} />
      </div>
    </InstrumentPanel>
  );
}

interface PlotProps {
  readonly histogram: Histogram;
  readonly name: string;
  readonly hue: keyof Palette;
  readonly width: number;
  /** true: the edges are magnitudes, evenly apart in their logarithm. */
  readonly logarithmic: boolean;
  readonly labels: InstrumentLabels;
}

function HistogramPlot({ histogram, name, hue, width, logarithmic, labels }: PlotProps) {
  const words = labels.histograms;
  const { bars, most } = layoutHistogram(histogram, width, HEIGHT);
  const { edges, zeros, nonFinite, below, above } = histogram;
  const notes = [
    zeros > 0 && words.zeros(String(zeros)),
    nonFinite > 0 && words.nonFinite(String(nonFinite)),
    below > 0 && words.below(String(below)),
    above > 0 && words.above(String(above)),
  ].filter((note) => note !== false);
  return (
    <figure data-histogram={logarithmic ? 'gradients' : 'weights'} data-most={most}>
      <figcaption>
        <span style={{ color: cssColour(hue) }}>{name}</span> <span className="panel-note">{[words.most(String(most)), ...notes].join(' · ')}</span>
      </figcaption>
      <svg role="img" aria-label={name} width={width} height={HEIGHT + 18} overflow="visible">
        {bars.map((bar) => (
          <rect key={bar.x} {...bar} fill={cssColour(hue)} />
        ))}
        <line x2={width} y1={HEIGHT} y2={HEIGHT} stroke={cssColour('softInk')} />
        {[0, edges.length >> 1, edges.length - 1].map((k) => (
          <text
            key={k}
            className="number-text"
            x={(width * k) / (edges.length - 1)}
            y={HEIGHT + 14}
            textAnchor={k === 0 ? 'start' : k === edges.length - 1 ? 'end' : 'middle'}
          >
            {logarithmic ? <Power value={edges[k]} /> : formatTick(edges[k], labels.decimal)}
          </text>
        ))}
      </svg>
    </figure>
  );
}

function Power({ value }: { readonly value: number }) {
  const { base, power } = powerOfTen(Math.round(Math.log10(value)));
  return (
    <>
      {base}
      <tspan dy={-4} fontSize={8}>
        {power}
      </tspan>
    </>
  );
}
