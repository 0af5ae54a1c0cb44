/** The stage: one example passing through the network at one update, every panel on the same time axis, one cursor through all of them. */
import { type CSSProperties, lazy, Suspense, useId, useMemo, useState, useSyncExternalStore } from 'react';
import { readDecoded, withOwnAnswers } from './answer';
import { hitAttention, readAttention } from './attention-layout';
import { hitLinks, linkRows, rowsOf } from './attention/links-layout';
import { AttentionPanel } from './attention-panel';
import { CursorColumn } from './cursor-column';
import { DecoderSide } from './decoder-side';
import { handleCursor } from './handle-cursor';
import { hitNetwork } from './network-hit';
import { Overview } from './overview';
import { type Fold, Panel } from './panel';
import { Readout } from './readout';
import { scanNames } from './scan-names';
import { SequenceRows } from './sequence-rows';
import { findTensor } from './series';
import { SidePanels } from './side-panels';
import { type CursorSource, stepOfCursor } from './stage-cursor';
import { isPanelOf, layoutFrame, layoutStage, type SideMarks } from './stage-layout';
import type { StageProps } from './stage-props';
import { namesOfSource, namesOfTarget } from './stage-symbols';
import { StageTable } from './stage-table';
import { palettes } from './theme/palette';
import { Ticks } from './ticks';
import { Turn } from './turns/turn';
import { useStageCursor } from './use-at';
import { useFolds } from './use-folds';
import { useLarge } from './use-large';
import { useOpening } from './use-opening';
import { useRelative } from './use-relative';
import { useUnitOrder } from './use-unit-order';
import { useWidth } from './use-width';
import { useCursorInSight, useFirstSteps } from './use-window';
import './stage.css';

/** Most networks have no decoder. */
const LinksPanel = lazy(() => import('./attention/links-panel'));

/** Drawn again for another snapshot and another way to show it; a move of the cursor along time draws only what reads it. */
export function Stage(props: StageProps) {
  const { snapshot, symbols, onCursor, labels, theme, compared = null, available = 0, onSave } = props;
  const [root, measured] = useWidth(880);
  const keysId = useId();
  const folds = useFolds(props);
  const { opening, opener } = useOpening(props);
  const names = scanNames(snapshot);
  const frame = layoutFrame(props.width ?? measured, { big: props.big, several: names.length > 1 });
  const { gutter, plot } = frame;
  const palette = palettes[theme];
  const steps = useFirstSteps();
  const { first } = steps;
  const [wantsOwn, setOwn] = useState(false);
  const own = snapshot.greedy === undefined ? null : wantsOwn;
  const answered = useMemo(() => (own === true ? withOwnAnswers(snapshot) : snapshot), [snapshot, own]);
  const chosenScan = useScan(props.cursor);
  const scanName = names.find((name) => name === chosenScan) ?? 'l0';
  const ordering = useUnitOrder(props, snapshot, scanName);
  const { order } = ordering;
  const relative = useRelative(props);
  const { large, largeOf } = useLarge((panel) => panel.startsWith('instrument.') || isPanelOf(snapshot, panel), labels.large);
  const foldOf = (panel: string): Fold => {
    const fold = { ...folds(panel), ...largeOf(panel) };
    return fold.large.on ? { ...fold, folded: false } : fold;
  };
  const marks = useMemo(
    () =>
      layoutStage({
        snapshot,
        answered,
        compared,
        symbols,
        labels,
        palette,
        plot,
        available,
        first,
        scan: scanName,
        order,
        large,
        relative: relative.on,
      }),
    [snapshot, answered, compared, symbols, labels, palette, plot, available, first, scanName, order, large, relative.on],
  );
  const { scan, scans, source, target } = marks;
  const { bidirectional } = snapshot.model.encoder;
  const attention = useMemo(() => readAttention(answered), [answered]);
  const at = useStageCursor(props.cursor, {
    scans: scans.map(({ name, length, H }) => ({ name, length, H })),
    gates: scan.quantities.map(({ name }) => name),
    attends: findTensor(snapshot, 'attention') !== undefined,
    order,
  });
  const leaveSource = useCursorInSight(at, 'source', source.axis, steps);
  useCursorInSight(at, 'target', target && target.axis, steps);
  const handlers = handleCursor({
    at,
    onCursor,
    axes: { source: source.axis, target: target && target.axis },
    H: scan.H,
    rowHeight: marks.rowHeight,
    hit: (side, x, y) => {
      const of = marks[side];
      return of && hitNetwork(of.unrolled, of.axis, x, y);
    },
    hitAttention: (picture, x, y) => {
      if (attention === null || target === null) return null;
      if (picture === 'heatmap') return hitAttention(attention, source.axis, x, y);
      return hitLinks(rowsOf(attention), stepOfCursor(at, 'target'), { source: source.axis, target: target.axis, ...linkRows }, x, y);
    },
    gutter,
  });

  const decoded = useMemo(() => readDecoded(answered), [answered]);
  const sources = useMemo(() => namesOfSource(snapshot, symbols), [snapshot, symbols]);
  const targets = useMemo(() => namesOfTarget(decoded, own === true, symbols), [decoded, own, symbols]);
  const ownNote = own === true ? labels.ofOwnAnswers : null;
  const { narrow } = frame;
  const { comparisonControl } = props;
  const side = { snapshot, marks, at, onCursor, opening, opener, narrow, palette, labels, foldOf, ordering, relative, comparisonControl };

  return (
    <div
      ref={root}
      className={`stage${narrow ? ' stage-narrow' : ''}${large === null ? '' : ' stage-large'}`}
      style={
        {
          '--gutter': `${gutter}px`,
          '--room': `${Math.min(plot, LEAST_ROOM)}px`,
          '--plot': `max(${marks.axis.width}px, var(--room))`,
          '--aside': `${frame.aside}px`,
        } as CSSProperties
      }
    >
      <p id={keysId} className="for-readers">
        {labels.keys} {target && labels.attentionKeys}
      </p>
      <Readout
        at={at}
        scan={scan}
        several={scans.length > 1}
        bidirectional={bidirectional}
        attention={target && attention}
        note={ownNote}
        onShowAll={props.onShowAll}
        labels={labels}
      />
      {marks.overview && (
        <div style={plotOf(source)}>
          <Panel label={labels.overview} detail={`${source.axis.first}–${source.axis.first + source.axis.count - 1} / ${source.axis.T}`}>
            <Overview
              marks={marks.overview}
              axis={source.axis}
              at={at}
              label={labels.overviewAbout}
              onWindow={(step) => {
                leaveSource();
                steps.setFirst('source', step);
              }}
            />
          </Panel>
        </div>
      )}
      <div className="stage-plots" role="application" tabIndex={0} aria-label={labels.stage} aria-describedby={keysId} {...handlers}>
        <div className="stage-side" data-side="source" style={plotOf(source)}>
          <Panel label={labels.step} close>
            <Ticks axis={source.axis} at={at} side="source" />
          </Panel>
          <SequenceRows marks={source} symbols={symbols} labels={labels} at={at} side="source" palette={palette} hear={props.hear} />
          <SidePanels {...side} side="source" />
          {attention && (
            <Turn of={answered} update={snapshot.update}>
              <AttentionPanel
                attention={attention}
                axis={source.axis}
                at={at}
                palette={palette}
                sources={sources}
                names={targets}
                narrow={narrow}
                note={ownNote}
                labels={labels}
                fold={foldOf('attention')}
              />
            </Turn>
          )}
          <CursorColumn left={gutter} axis={source.axis} at={at} side="source" />
        </div>
        {target && attention && (
          <Turn of={answered} update={snapshot.update}>
            <Suspense>
              <LinksPanel
                attention={attention}
                source={source.axis}
                target={target.axis}
                sources={sources}
                targets={targets}
                at={at}
                labels={labels}
                fold={foldOf('links')}
              />
            </Suspense>
          </Turn>
        )}
        {target && (large === null || large === 'unrolledDecoder' || target.scans.includes(scan)) && (
          <DecoderSide
            side={target}
            symbols={symbols}
            gutter={gutter}
            at={at}
            own={own}
            onOwn={setOwn}
            palette={palette}
            labels={labels}
            fold={folds('decoder')}
          >
            <SidePanels {...side} side="target" />
          </DecoderSide>
        )}
      </div>
      <Turn of={answered} update={snapshot.update}>
        <StageTable scan={scan} rows={source.rows} axis={marks.axis} attention={attention} note={ownNote} labels={labels} onSave={onSave} />
      </Turn>
      {props.below?.({
        frame,
        axis: marks.axis,
        at,
        scan: scan.name,
        length: scan.length,
        order,
        relative,
        palette,
        large,
        largeOf,
        onPointerMove: handlers.onPointerMove,
        onClick: handlers.onClick,
      })}
    </div>
  );
}

/** The layer and direction that the cursor is on. */
function useScan({ subscribe, getState }: CursorSource): string | undefined {
  const read = (): string | undefined => getState()?.scan;
  return useSyncExternalStore(subscribe, read, read);
}

/** The width of a side's own axis, for all panels in it; words that stand in plots need some room where a sequence has few steps. */
function plotOf({ axis }: SideMarks): CSSProperties {
  return { '--plot': `max(${axis.width}px, var(--room))` } as CSSProperties;
}

/** What words need of a plot, CSS pixels. */
const LEAST_ROOM = 320;
