/** What a decoder writes, on its own axis of target steps: what it reads, what was asked and answered, and whatever of its scan is shown below. */
import { type CSSProperties, type ReactNode, useId } from 'react';
import type { Symbols } from './answer';
import { CursorColumn } from './cursor-column';
import type { StageLabels } from './labels';
import { type Fold, Panel } from './panel';
import { SequenceRows } from './sequence-rows';
import type { StageCursor } from './stage-cursor';
import type { SideMarks } from './stage-layout';
import type { Palette } from './theme/palette';
import { Ticks } from './ticks';
import './decoder-side.css';

interface Props {
  readonly side: SideMarks;
  readonly symbols: Symbols;
  readonly gutter: number;
  readonly at: StageCursor;
  /** Whether it reads its own answers; null where the snapshot does not tell what they would be. */
  readonly own: boolean | null;
  readonly onOwn: (own: boolean) => void;
  readonly palette: Palette;
  readonly labels: StageLabels;
  readonly fold: Fold;
  /** The decoder's scan. */
  readonly children: ReactNode;
}

export function DecoderSide({ side, symbols, gutter, at, own, onOwn, palette, labels, fold, children }: Props) {
  const { axis } = side;
  const reads = useId();
  return (
    <div
      className="stage-side decoder"
      data-side="target"
      data-testid="decoder"
      style={{ '--plot': `max(${axis.width}px, var(--room, 0px))` } as CSSProperties}
    >
      {own !== null && !fold.folded && (
        <fieldset className="decoder-reads">
          <legend>{labels.decoderReads}</legend>
          {[false, true].map((each) => (
            <label key={String(each)}>
              <input
                type="radio"
                name={reads}
                checked={own === each}
                onChange={() => {
                  onOwn(each);
                }}
              />
              {each ? labels.readsOwn : labels.readsTargets}
            </label>
          ))}
        </fieldset>
      )}
      <Panel label={labels.decoder} fold={fold} detail={labels.targetStep} close>
        <Ticks axis={axis} at={at} side="target" />
      </Panel>
      {!fold.folded && (
        <>
          <SequenceRows marks={side} symbols={symbols} labels={labels} at={at} side="target" palette={palette} />
          {own === true && <p className="decoder-note">{labels.statesOfTargets}</p>}
          {children}
          <CursorColumn left={gutter} axis={axis} at={at} side="target" />
        </>
      )}
    </div>
  );
}
