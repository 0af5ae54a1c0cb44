/** What the stage shows of the scans of one axis: their unrolled network, and below it the panels of the one that is chosen, if it is among them. */
import type { ReactNode } from 'react';
import type { Snapshot } from '../model/snapshot';
import { changeScan, type Cursor, fitCursor, startCursor } from './cursor';
import type { StageLabels } from './labels';
import type { Opener } from './opener';
import type { Fold } from './panel';
import { ScanPanels } from './scan-panels';
import type { Side } from './scan-names';
import { findTensor } from './series';
import type { StageCursor } from './stage-cursor';
import type { StageMarks } from './stage-layout';
import type { Palette } from './theme/palette';
import { Turn } from './turns/turn';
import { UnrolledPanel } from './unrolled-panel';
import type { RelativeScale } from './use-relative';
import type { Ordering } from './use-unit-order';

export interface SidePanelsProps {
  readonly snapshot: Snapshot;
  readonly marks: StageMarks;
  readonly at: StageCursor;
  readonly onCursor: (cursor: Cursor) => void;
  readonly opening: number;
  readonly opener: Opener;
  readonly narrow: boolean;
  readonly palette: Palette;
  readonly labels: StageLabels;
  readonly foldOf: (panel: string) => Fold;
  readonly ordering: Ordering;
  readonly relative: RelativeScale;
  /** Stands below the gradient strip's name: what chooses the comparison. */
  readonly comparisonControl?: ReactNode;
}

export function SidePanels({ side, ...props }: SidePanelsProps & { readonly side: Side }) {
  const { snapshot, marks, at, onCursor, opening, opener, narrow, palette, labels, foldOf, relative } = props;
  const { scans, scan, target } = marks;
  const of = marks[side];
  if (of === null) return null;
  const { space } = at;
  return (
    <>
      <Turn of={snapshot} update={snapshot.update}>
        <UnrolledPanel
          marks={of}
          at={at}
          side={side}
          choices={scans.map(({ name }) => name)}
          chosen={scan.name}
          detail={side === 'target' ? labels.decoder : undefined}
          bidirectional={snapshot.model.encoder.bidirectional}
          loss={findTensor(snapshot, 'loss')?.data[0] ?? Number.NaN}
          opening={opening}
          opener={opener}
          handsOn={target !== null && side === 'source'}
          narrow={narrow}
          palette={palette}
          labels={labels}
          fold={foldOf(side === 'source' ? 'unrolled' : 'unrolledDecoder')}
          relative={relative.on}
          attends={target !== null}
          onUnit={(unit) => {
            onCursor(fitCursor({ ...(at.cursor() ?? startCursor(space)), unit }, space));
          }}
          onScan={(name) => {
            onCursor(changeScan(at.cursor() ?? startCursor(space), name, space));
          }}
        />
      </Turn>
      {of.scans.includes(scan) && <ScanPanels {...props} />}
    </>
  );
}
