/** The table alternative of the stage's pictures: a line that opens it; what stands in it is loaded then. */
import { lazy, Suspense, useState } from 'react';
import type { Props } from './stage-tables';
import './stage-table.css';

const StageTables = lazy(() => import('./stage-tables'));

export function StageTable(props: Omit<Props, 'chosen' | 'onChoose'>) {
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<Props['chosen']>('gradient');
  return (
    <details
      className="stage-table"
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>{props.labels.showTable}</summary>
      {open && (
        <Suspense>
          <StageTables {...props} chosen={chosen} onChoose={setChosen} />
        </Suspense>
      )}
    </details>
  );
}
