/** A plot on the shared time axis with the cursor's column behind it. */
import type { ReactNode } from 'react';
import { CursorColumn } from '../cursor-column';
import { isVisible } from '../time-axis';
import type { StagePlace } from './place';

export function TimePlot({ place: { axis, cursor, pinned }, children }: { readonly place: StagePlace; readonly children: ReactNode }) {
  return (
    <div className="time-plot" style={{ width: axis.width }}>
      {children}
      {cursor && isVisible(axis, cursor.t) && <CursorColumn left={0} axis={axis} t={cursor.t} pinned={pinned} />}
    </div>
  );
}
