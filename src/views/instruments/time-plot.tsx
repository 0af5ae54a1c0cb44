/** A plot on the shared time axis with the cursor's column behind it. */
import type { ReactNode } from 'react';
import { CursorColumn } from '../cursor-column';
import { sideOfScan } from '../scan-names';
import type { StagePlace } from './place';

export function TimePlot({ place: { axis, at, scan }, children }: { readonly place: StagePlace; readonly children: ReactNode }) {
  return (
    <div className="time-plot" style={{ width: axis.width }}>
      {children}
      <CursorColumn left={0} axis={axis} at={at} side={sideOfScan(scan)} />
    </div>
  );
}
