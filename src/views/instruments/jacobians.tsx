/** The Jacobians in their panel: how much one step and all steps to the end stretch the state, as lines on the gradients' log10 scale. */
import { useMemo } from 'react';
import type { Jacobians } from '../../model/instruments';
import type { GradientLine } from '../gradient-layout';
import { LogLines, type LineStyle } from '../log-lines';
import type { PanelValue } from '../panel-values';
import { cursorOn } from '../stage-cursor';
import { InstrumentPanel, type InstrumentProps } from './instrument-panel';
import { type JacobianLine, jacobianLines, layoutJacobians, readJacobians } from './jacobian-layout';
import type { StagePlace } from './place';
import { TimePlot } from './time-plot';

interface Props extends InstrumentProps {
  readonly jacobians: Jacobians | null;
  readonly place: StagePlace;
}

const HEIGHT = 120;

const styles: Readonly<Record<JacobianLine, LineStyle>> = {
  largest: { hue: 'hidden', width: 1.5 },
  smallest: { hue: 'hidden', width: 1.25, dashed: true },
  productLargest: { hue: 'gradient', width: 2 },
  productSmallest: { hue: 'gradient', width: 1.25, dashed: true },
};

const styleOf = ({ key }: GradientLine): LineStyle => styles[key as JacobianLine];

export function JacobianPanel({ jacobians, place, ...frame }: Props) {
  const { axis, at, scan, length } = place;
  const words = frame.labels.jacobians;
  const values = useMemo(() => jacobians && readJacobians(jacobians, scan, axis.T), [jacobians, scan, axis.T]);
  const marks = useMemo(() => values && layoutJacobians(values, words, axis, HEIGHT, length), [values, words, axis, length]);
  if (values === null || marks === null) return <InstrumentPanel {...frame}>{null}</InstrumentPanel>;
  const read = (): readonly PanelValue[] => {
    const cursor = cursorOn(at, scan);
    if (cursor === null) return [];
    return jacobianLines.map((key) => ({ key: `jacobian.${key}`, value: values[key][cursor.t], label: words[key], hue: styles[key].hue }));
  };
  return (
    <InstrumentPanel {...frame} hue="hidden" axis values={{ at, read }}>
      <TimePlot place={place}>
        <LogLines marks={marks} styleOf={styleOf} width={axis.width} height={HEIGHT} label={frame.labels.instruments.jacobians.name} />
      </TimePlot>
    </InstrumentPanel>
  );
}
