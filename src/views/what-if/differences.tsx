/** The differences in their panels, on the stage's axis: what is unchanged is said in a word instead of drawn. */
import { useMemo } from 'react';
import type { TensorMap } from '../../core/tensor';
import type { Snapshot } from '../../model/snapshot';
import { rowHeightOf } from '../heatmap-layout';
import type { StagePlace } from '../instruments/place';
import { TimePlot } from '../instruments/time-plot';
import { LogLines, type LineStyle } from '../log-lines';
import { Panel } from '../panel';
import { Pixels } from '../pixels';
import { QuantityLegend } from '../scale-legend';
import { readScan, valueAt } from '../series';
import { sideOfScan } from '../scan-names';
import { UnitIds } from '../unit-ids';
import { columnLeft, isVisible } from '../time-axis';
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
  const { scan, axis, length, cursor } = place;
  const differences = useMemo(() => differencesOf(snapshot, tensors, scan), [snapshot, tensors, scan]);
  const gradients = useMemo(() => gradientsOf(snapshot, tensors, scan), [snapshot, tensors, scan]);
  const { before, after } = labels;
  const marks = useMemo(() => layoutGradients(gradients, axis, GRADIENT_HEIGHT, length, { before, after }), [gradients, axis, length, before, after]);
  const at = cursor && sideOfScan(cursor.scan) === sideOfScan(scan) ? cursor.t : null;
  return (
    <div data-side={sideOfScan(scan)} onPointerMove={place.onPointerMove} onClick={place.onClick}>
      {at !== null && (
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
        values={
          at === null
            ? []
            : [
                { key: 'whatif.gradient.before', value: gradients.before[at], label: before, mark: MARKS.before },
                { key: 'whatif.gradient.after', value: gradients.after[at], label: after, mark: MARKS.after, hue: 'gradient' },
              ]
        }
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
  const { axis, cursor, palette, scan: name, order } = place;
  const { quantity, before, after, grid, largest } = difference;
  const scan = useMemo(() => readScan(snapshot, name), [snapshot, name]);
  const rowHeight = rowHeightOf(grid.H, scan.quantities.length);
  const marks = useMemo(
    () => layoutDifference(difference, axis, rowHeight, palette, scan, order),
    [difference, axis, rowHeight, palette, scan, order],
  );
  const label = labels.difference(labels.quantities[difference.name]);
  const isHere = cursor !== null && sideOfScan(cursor.scan) === sideOfScan(name);
  const values = isHere
    ? [
        { key: `whatif.${difference.name}.before`, value: valueAt(before, cursor.t, cursor.unit), label: labels.before, mark: MARKS.before },
        { key: `whatif.${difference.name}.after`, value: valueAt(after, cursor.t, cursor.unit), label: labels.after, mark: MARKS.after },
        { key: `whatif.${difference.name}.change`, value: valueAt(grid, cursor.t, cursor.unit), label: labels.change, mark: MARKS.change },
      ]
    : [];
  const top = cursor ? order.indexOf(cursor.unit) * rowHeight : 0;
  return (
    <div className="what-if-difference" data-difference={difference.name} data-largest={String(largest)}>
      <Panel
        label={label}
        hue={quantity.hue}
        decimal={labels.decimal}
        values={values}
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
            <UnitIds order={order} rowHeight={rowHeight} height={marks.height} chosen={cursor?.unit ?? null} />
            {isHere && isVisible(axis, cursor.t) && (
              <span className="cell-mark" style={{ left: columnLeft(axis, cursor.t), top, width: axis.column, height: rowHeight }} />
            )}
          </div>
        )}
      </Panel>
    </div>
  );
}
