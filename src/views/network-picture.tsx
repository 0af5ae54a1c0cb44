/** The network itself in the light of how far a passage has come, and drawn again where that changes; folded it is a picture of its own. */
import { lazy, memo, Suspense, useEffect, useMemo } from 'react';
import { formatValue } from './format';
import type { StageLabels } from './labels';
import type { Side } from './scan-names';
import type { StageCursor } from './stage-cursor';
import type { SideMarks } from './stage-layout';
import type { Palette } from './theme/palette';
import { Unrolled } from './unrolled';
import { lightUnrolled } from './unrolled-passage';
import { useAt } from './use-at';

export interface NetworkPictureProps {
  readonly marks: SideMarks;
  readonly at: StageCursor;
  readonly side: Side;
  /** The scan that the other panels show; null where there is but one in all. */
  readonly chosen: string | null;
  /** Whose network it is, where it is not the encoder. */
  readonly detail?: string;
  readonly bidirectional: boolean;
  readonly loss: number;
  /** How far it is unrolled, 0 to 1. */
  readonly opening: number;
  /** Whether a decoder goes on from what this network has read. */
  readonly handsOn: boolean;
  readonly narrow: boolean;
  readonly palette: Palette;
  readonly labels: StageLabels;
}

const load = () => import('./folded-network');
/** Comes after the first picture, and before anyone folds it. */
const FoldedNetwork = lazy(load);

export const NetworkPicture = memo(function NetworkPicture(props: NetworkPictureProps) {
  const { marks, at, chosen, detail, loss, opening, palette, labels } = props;
  const { scans, axis, unrolled } = marks;
  const reach = useAt(at, (each) => each.reach());
  const lit = useMemo(() => lightUnrolled(unrolled, scans, reach), [unrolled, scans, reach]);
  useEffect(() => {
    void load();
  }, []);
  const lossText = `${labels.loss} ${formatValue(loss, labels.decimal)}`;
  const title = opening < 1 ? labels.folded : labels.unrolled;
  const name = detail === undefined ? title : `${detail}: ${title}`;
  const open = (
    <Unrolled marks={lit} width={axis.width} palette={palette} label={name} chosen={chosen} lossText={lossText} decimal={labels.decimal} />
  );
  if (opening === 1) return open;
  return (
    <Suspense fallback={open}>
      <FoldedNetwork {...props} reach={reach} lit={lit} name={name} lossText={lossText} />
    </Suspense>
  );
});
