/** What the stage shows of the chosen scan: a heatmap for each of its quantities, and the gradient strip. */
import { lazy, type ReactNode, Suspense } from 'react';
import type { Snapshot } from '../model/snapshot';
import { Gradient } from './gradient';
import { HeatmapRow } from './heatmap-row';
import type { StageLabels } from './labels';
import { type Fold, Panel } from './panel';
import type { PanelValue } from './panel-values';
import { hasGradient } from './passage';
import { cursorOn, type StageCursor } from './stage-cursor';
import type { StageMarks } from './stage-layout';
import { OrderMenu } from './order-menu';
import { RelativeSwitch } from './relative-switch';
import type { Palette } from './theme/palette';
import type { RelativeScale } from './use-relative';
import type { Ordering } from './use-unit-order';
import { Turn } from './turns/turn';
import { Unreached } from './unreached';

/** Folded at first, so that it need not come before the first picture. */
const TracePanel = lazy(() => import('./trace'));

interface Props {
  readonly marks: StageMarks;
  readonly at: StageCursor;
  readonly labels: StageLabels;
  readonly palette: Palette;
  readonly foldOf: (panel: string) => Fold;
  /** In which order the units stand. */
  readonly ordering: Ordering;
  /** What every panel is a picture of. */
  readonly snapshot: Snapshot;
  /** Whether gradients are shown by the largest of their line alone, and how to change that. */
  readonly relative: RelativeScale;
  /** Stands below the gradient strip's name: what chooses the comparison. */
  readonly comparisonControl?: ReactNode;
}

export function ScanPanels({ marks, at, labels, palette, foldOf, ordering, snapshot, relative, comparisonControl }: Props) {
  const { axis, norms, scan } = marks;
  const { update } = snapshot;
  const readNorms = (): readonly PanelValue[] => {
    const cursor = cursorOn(at, scan.name);
    const reached = at.reach()?.scans.get(scan.name);
    if (cursor === null || (reached && !hasGradient(reached, cursor.t))) return [];
    const values: PanelValue[] = [{ key: 'hiddenGradient', value: norms.hidden[cursor.t], label: labels.hiddenGradient, hue: 'gradient' }];
    if (norms.cell) values.push({ key: 'cellGradient', value: norms.cell[cursor.t], label: labels.cellGradient, hue: 'cell' });
    return values;
  };
  const { below, above, zero } = marks.gradient;
  const notes = [below > 0 && `▾ ${labels.below(below)}`, above > 0 && `▴ ${labels.above(above)}`, zero > 0 && `○ ${labels.zero(zero)}`];
  return (
    <>
      {marks.heatmaps.map((panel, k) => (
        <Turn key={panel.quantity.name} of={snapshot} update={update}>
          <HeatmapRow
            panel={panel}
            axis={axis}
            at={at}
            scan={scan.name}
            labels={labels}
            line={palette.paper}
            fold={foldOf(panel.quantity.name)}
            order={ordering.order}
            orderMenu={k === 0 && <OrderMenu ordering={ordering} update={update} labels={labels} />}
          />
        </Turn>
      ))}
      <Turn of={snapshot} update={update}>
        <Suspense
          fallback={
            <Panel label={labels.trace} fold={foldOf('trace')}>
              {null}
            </Panel>
          }
        >
          <TracePanel scan={scan} axis={axis} at={at} labels={labels} fold={foldOf('trace')} />
        </Suspense>
      </Turn>
      <Turn of={snapshot} update={update}>
        <Panel
          label={labels.gradient}
          detail={relative.on ? labels.gradientRelative : labels.gradientUnit}
          values={{ at, read: readNorms }}
          decimal={labels.decimal}
          axis
          fold={foldOf('gradient')}
          legend={
            <>
              {notes.map(
                (note) =>
                  note !== false && (
                    <span key={note} className="panel-note">
                      {note}
                    </span>
                  ),
              )}
              {relative.on && <span className="panel-note">{labels.relativeHides}</span>}
              {comparisonControl}
              <RelativeSwitch relative={relative} label={labels.relative} about={labels.relativeHides} />
            </>
          }
        >
          <div className="passage-plot">
            <Gradient marks={marks.gradient} width={axis.width} height={marks.gradientHeight} label={labels.gradient} />
            <Unreached at={at} axis={axis} scan={scan.name} kind="gradients" />
          </div>
        </Panel>
      </Turn>
    </>
  );
}
