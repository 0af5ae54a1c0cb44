/** The stage's panel between encoder and decoder: every step that is written, tied to what it looked at. */
import { useMemo } from 'react';
import type { Attention } from '../attention-layout';
import type { StageLabels } from '../labels';
import { type Fold, Panel } from '../panel';
import type { TimeAxis } from '../time-axis';
import { Links, type LinkSymbol } from './links';
import { rowsOf } from './links-layout';
import './attention.css';

interface Props {
  readonly attention: Attention;
  readonly source: TimeAxis;
  readonly target: TimeAxis;
  readonly sources: readonly string[];
  readonly targets: readonly string[];
  /** The steps under the cursor. */
  readonly t: number | null;
  readonly u: number | null;
  /** Whether the edge between the two is selected. */
  readonly selected: boolean;
  readonly labels: StageLabels;
  readonly fold: Fold;
}

export default function LinksPanel({ attention, source, target, sources, targets, t, u, selected, labels, fold }: Props) {
  const rows = useMemo(() => rowsOf(attention), [attention]);
  const [sourceSymbols, targetSymbols] = useMemo(() => [sources, targets].map(toSymbols), [sources, targets]);
  return (
    <Panel label={labels.links} hue="attention" fold={fold} legend={<span className="panel-note">{labels.linksAbout}</span>}>
      <div className="attention-links-stage" data-attention="links">
        <Links
          rows={rows}
          source={source}
          target={target}
          sourceSymbols={sourceSymbols}
          targetSymbols={targetSymbols}
          chosen={u}
          looked={t}
          selected={selected}
          label={labels.links}
        />
      </div>
    </Panel>
  );
}

function toSymbols(names: readonly string[]): readonly LinkSymbol[] {
  return names.map((text) => ({ text }));
}
