/** The stage's panel between encoder and decoder: every step that is written, tied to what it looked at. */
import { useMemo } from 'react';
import type { Attention } from '../attention-layout';
import { partOf } from '../cursor';
import type { StageLabels } from '../labels';
import { type Fold, Panel } from '../panel';
import { type StageCursor, stepOfCursor } from '../stage-cursor';
import type { TimeAxis } from '../time-axis';
import { useAt } from '../use-at';
import { Links, type LinkSymbol } from './links';
import { rowsOf } from './links-layout';
import './attention.css';

interface Props {
  readonly attention: Attention;
  readonly source: TimeAxis;
  readonly target: TimeAxis;
  readonly sources: readonly string[];
  readonly targets: readonly string[];
  readonly at: StageCursor;
  readonly labels: StageLabels;
  readonly fold: Fold;
}

export default function LinksPanel({ attention, source, target, sources, targets, at, labels, fold }: Props) {
  const rows = useMemo(() => rowsOf(attention), [attention]);
  const [sourceSymbols, targetSymbols] = useMemo(() => [sources, targets].map(toSymbols), [sources, targets]);
  return (
    <Panel label={labels.links} hue="attention" fold={fold} legend={<span className="panel-note">{labels.linksAbout}</span>}>
      <div className="attention-links-stage" data-attention="links">
        <LinksUnderCursor
          rows={rows}
          source={source}
          target={target}
          sourceSymbols={sourceSymbols}
          targetSymbols={targetSymbols}
          at={at}
          label={labels.links}
        />
      </div>
    </Panel>
  );
}

function LinksUnderCursor({ at, ...links }: Pick<Props, 'at'> & Omit<Parameters<typeof Links>[0], 'chosen' | 'looked' | 'selected'>) {
  const looked = useAt(at, (each) => stepOfCursor(each, 'source'));
  const chosen = useAt(at, (each) => stepOfCursor(each, 'target'));
  const isSelected = useAt(at, (each) => partOf(each.cursor() ?? {}) === 'attention');
  return <Links {...links} chosen={chosen} looked={looked} selected={isSelected} />;
}

function toSymbols(names: readonly string[]): readonly LinkSymbol[] {
  return names.map((text) => ({ text }));
}
