/** What the stage shows of the chosen scan: a heatmap for each of its quantities, and the gradient strip. */
import { lazy, type ReactNode, Suspense } from 'react';
import type { Cursor } from './cursor';
import { Gradient } from './gradient';
import { HeatmapRow } from './heatmap-row';
import type { StageLabels } from './labels';
import { type Fold, Panel, type PanelValue } from './panel';
import { hasGradient, type Reach } from './passage';
import type { StageMarks } from './stage-layout';
import { OrderMenu } from './order-menu';
import { RelativeSwitch } from './relative-switch';
import type { Palette } from './theme/palette';
import type { RelativeScale } from './use-relative';
import type { Ordering } from './use-unit-order';
import { Turn } from './turns/turn';
import { Unreached } from './unreached';
import { veiledSteps } from './unrolled-passage';

/** Folded at first, so that it need not come before the first picture. */
const TracePanel = lazy(() => import('./trace'));

interface Props {
  readonly marks: StageMarks;
  readonly cursor: Cursor | null;
  readonly labels: StageLabels;
  readonly palette: Palette;
  /** How far a passage has come. */
  readonly reach: Reach | null;
  readonly foldOf: (panel: string) => Fold;
  /** In which order the units stand, and the update that is shown. */
  readonly ordering: Ordering;
  readonly update: number;
  /** What every panel is a picture of. */
  readonly of: unknown;
  /** Whether gradients are shown by the largest of their line alone, and how to change that. */
  readonly relative: RelativeScale;
  /** Stands below the gradient strip's name: what chooses the comparison. */
  readonly comparisonControl?: ReactNode;
}

export function ScanPanels({ marks, cursor, labels, palette, reach, foldOf, ordering, update, of, relative, comparisonControl }: Props) {
  const { axis, norms, scan } = marks;
  const veiled = veiledSteps(reach, scan.name, 'states', scan.T);
  const at = reach?.scans.get(scan.name);
  const felt = cursor !== null && (!at || hasGradient(at, cursor.t));
  const values: PanelValue[] = felt ? [{ key: 'hiddenGradient', value: norms.hidden[cursor.t], label: labels.hiddenGradient, hue: 'gradient' }] : [];
  if (felt && norms.cell) values.push({ key: 'cellGradient', value: norms.cell[cursor.t], label: labels.cellGradient, hue: 'cell' });
  const { below, above, zero } = marks.gradient;
  const notes = [below > 0 && `▾ ${labels.below(below)}`, above > 0 && `▴ ${labels.above(above)}`, zero > 0 && `○ ${labels.zero(zero)}`];
  return (
    <>
      {marks.heatmaps.map((panel, k) => (
        <Turn key={panel.quantity.name} of={of} update={update}>
          <HeatmapRow
            panel={panel}
            axis={axis}
            cursor={cursor}
            labels={labels}
            line={palette.paper}
            veiled={veiled}
            fold={foldOf(panel.quantity.name)}
            order={ordering.order}
            orderMenu={k === 0 && <OrderMenu ordering={ordering} update={update} labels={labels} />}
          />
        </Turn>
      ))}
      <Turn of={of} update={update}>
        <Suspense
          fallback={
            <Panel label={labels.trace} fold={foldOf('trace')}>
              {null}
            </Panel>
          }
        >
          <TracePanel scan={scan} axis={axis} cursor={cursor} labels={labels} veiled={veiled} fold={foldOf('trace')} />
        </Suspense>
      </Turn>
      <Turn of={of} update={update}>
        <Panel
          label={labels.gradient}
          detail={relative.on ? labels.gradientRelative : labels.gradientUnit}
          values={values}
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
            <Unreached axis={axis} steps={veiledSteps(reach, scan.name, 'gradients', scan.T)} />
          </div>
        </Panel>
      </Turn>
    </>
  );
}
