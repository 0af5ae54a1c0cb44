/** The differences in their panels, on the stage's axis: what is unchanged is said in a word instead of drawn. */
import { useMemo } from 'react';
import type { TensorMap } from '../../core/tensor';
import type { Snapshot } from '../../model/snapshot';
import { rowHeightOf } from '../heatmap-layout';
import type { StagePlace } from '../instruments/place';
import { TimePlot } from '../instruments/time-plot';
import { LogLines, type LineStyle } from '../log-lines';
import { Panel } from '../panel';
import type { PanelValue } from '../panel-values';
import { Pixels } from '../pixels';
import { QuantityLegend } from '../scale-legend';
import { readScan, valueAt } from '../series';
import { sideOfScan } from '../scan-names';
import { cursorOn } from '../stage-cursor';
import { UnitIds } from '../unit-ids';
import { columnLeft, isVisible } from '../time-axis';
import { useAt } from '../use-at';
import { type Difference, differencesOf, gradientsOf, layoutDifference, layoutGradients } from './difference-layout';
import type { DifferenceLabels } from './labels';

interface Props {
  readonly snapshot: Snapshot;
  /** The probe's result with the interventions. */
  readonly tensors: TensorMap;
  readonly place: StagePlace;
  readonly labels: DifferenceLabels;
}

const GRADIENT_HEIGHT = 96;
/** Beside numbers; what they mean stands above the first of them. */
const MARKS = { before: '○', after: '●', change: 'Δ' } as const;
const styles: Readonly<Record<string, LineStyle>> = { after: { hue: 'gradient', width: 2 }, before: { hue: 'softInk', width: 1.5, dashed: true } };

export function Differences({ snapshot, tensors, place, labels }: Props) {
  const { scan, axis, length, at } = place;
  const differences = useMemo(() => differencesOf(snapshot, tensors, scan), [snapshot, tensors, scan]);
  const gradients = useMemo(() => gradientsOf(snapshot, tensors, scan), [snapshot, tensors, scan]);
  const { before, after } = labels;
  const marks = useMemo(() => layoutGradients(gradients, axis, GRADIENT_HEIGHT, length, { before, after }), [gradients, axis, length, before, after]);
  const isUnder = useAt(at, (each) => cursorOn(each, scan) !== null);
  return (
    <div data-side={sideOfScan(scan)} onPointerMove={place.onPointerMove} onClick={place.onClick}>
      {isUnder && (
        <p className="what-if-marks">
          {(['before', 'after', 'change'] as const).map((each) => (
            <span key={each}>
              {MARKS[each]} {labels[each]}
            </span>
          ))}
        </p>
      )}
      {differences.map((difference) => (
        <DifferenceRow key={difference.name} difference={difference} snapshot={snapshot} place={place} labels={labels} />
      ))}
      <Panel
        label={labels.gradient}
        detail={labels.gradientUnit}
        hue="gradient"
        axis
        decimal={labels.decimal}
        values={{
          at,
          read: () => {
            const t = cursorOn(at, scan)?.t;
            if (t === undefined) return [];
            return [
              { key: 'whatif.gradient.before', value: gradients.before[t], label: before, mark: MARKS.before },
              { key: 'whatif.gradient.after', value: gradients.after[t], label: after, mark: MARKS.after, hue: 'gradient' },
            ];
          },
        }}
      >
        <TimePlot place={place}>
          <LogLines marks={marks} styleOf={({ key }) => styles[key]} width={axis.width} height={GRADIENT_HEIGHT} label={labels.gradient} />
        </TimePlot>
      </Panel>
    </div>
  );
}

interface RowProps {
  readonly difference: Difference;
  readonly snapshot: Snapshot;
  readonly place: StagePlace;
  readonly labels: DifferenceLabels;
}

function DifferenceRow({ difference, snapshot, place, labels }: RowProps) {
  const { axis, at, palette, scan: name, order } = place;
  const { quantity, before, after, grid, largest } = difference;
  const scan = useMemo(() => readScan(snapshot, name), [snapshot, name]);
  const rowHeight = rowHeightOf(grid.H, scan.quantities.length);
  const marks = useMemo(
    () => layoutDifference(difference, axis, rowHeight, palette, scan, order),
    [difference, axis, rowHeight, palette, scan, order],
  );
  const label = labels.difference(labels.quantities[difference.name]);
  const read = (): readonly PanelValue[] => {
    const cursor = cursorOn(at, name);
    if (cursor === null) return [];
    return (
      [
        ['before', before],
        ['after', after],
        ['change', grid],
      ] as const
    ).map(([key, of]) => {
      return { key: `whatif.${difference.name}.${key}`, value: valueAt(of, cursor.t, cursor.unit), label: labels[key], mark: MARKS[key] };
    });
  };
  return (
    <div className="what-if-difference" data-difference={difference.name} data-largest={String(largest)}>
      <Panel
        label={label}
        hue={quantity.hue}
        decimal={labels.decimal}
        values={{ at, read }}
        legend={largest > 0 ? <QuantityLegend quantity={quantity} rootScale="" /> : <span className="panel-note">{labels.unchanged}</span>}
      >
        {largest > 0 && (
          <div className="heatmap">
            <Pixels
              pixels={marks.pixels}
              columns={marks.columns}
              rows={marks.rows}
              width={axis.width}
              height={marks.height}
              line={marks.parted ? palette.paper : undefined}
              label={`${label}, ${String(grid.H)} × ${String(grid.T)}`}
            />
            <UnderCursor place={place} rowHeight={rowHeight} height={marks.height} />
          </div>
        )}
      </Panel>
    </div>
  );
}

function UnderCursor({ place, rowHeight, height }: Pick<RowProps, 'place'> & { readonly rowHeight: number; readonly height: number }) {
  const { at, axis, scan, order } = place;
  const cursor = useAt(at, (each) => cursorOn(each, scan));
  return (
    <>
      <UnitIds order={order} rowHeight={rowHeight} height={height} chosen={cursor?.unit ?? null} />
      {cursor && isVisible(axis, cursor.t) && (
        <span
          className="cell-mark"
          style={{ left: columnLeft(axis, cursor.t), top: order.indexOf(cursor.unit) * rowHeight, width: axis.column, height: rowHeight }}
        />
      )}
    </>
  );
}
