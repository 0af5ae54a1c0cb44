/** The stage: one example passing through the network at one update, every panel on the same time axis, one cursor through all of them. */
import { type CSSProperties, type KeyboardEvent, lazy, type ReactNode, Suspense, useId, useMemo, useState } from 'react';
import type { Snapshot } from '../model/snapshot';
import { readDecoded, type Symbols, withOwnAnswers } from './answer';
import { attentionAt, hitAttention, readAttention } from './attention-layout';
import { hitLinks, linkRows, rowsOf } from './attention/links-layout';
import { AttentionPanel } from './attention-panel';
import { atStep, changeScan, type Cursor, fitCursor, partOf, startCursor, stepOn } from './cursor';
import { CursorColumn } from './cursor-column';
import { DecoderSide } from './decoder-side';
import type { StagePlace } from './instruments/place';
import type { StageLabels } from './labels';
import { Overview } from './overview';
import type { Opener } from './opener';
import { type Fold, Panel } from './panel';
import { legsOf, reachAt, stationAt } from './passage';
import { Readout } from './readout';
import { quantitiesOf } from './quantity';
import { nameScan, scanNames, type Side, sideOfScan } from './scan-names';
import { ScanPanels } from './scan-panels';
import { SequenceRows } from './sequence-rows';
import { type GridRow, visibleSymbol } from './sequence-layout';
import { findTensor, valueAt } from './series';
import { layoutFrame, layoutStage, type SideMarks } from './stage-layout';
import { StageTable } from './stage-table';
import { palettes, type ThemeName } from './theme/palette';
import { Ticks } from './ticks';
import { Turn } from './turns/turn';
import { hitNetwork } from './network-hit';
import { isVisible } from './time-axis';
import { UnrolledPanel } from './unrolled-panel';
import { useCursor } from './use-cursor';
import { useOpening } from './use-opening';
import type { OrderKind } from './unit-order';
import { useUnitOrder } from './use-unit-order';
import { useFolds } from './use-folds';
import { useLarge } from './use-large';
import { useRelative } from './use-relative';
import { useReveal } from './use-reveal';
import { useWidth } from './use-width';
import './stage.css';

/** Most networks have no decoder. */
const LinksPanel = lazy(() => import('./attention/links-panel'));

export interface StageProps {
  readonly snapshot: Snapshot;
  readonly symbols: Symbols;
  readonly cursor: Cursor | null;
  /** Asked for by hovering, a click, a finger or the arrow keys. */
  readonly onCursor: (cursor: Cursor) => void;
  /** The station to which a passage through the network has come; null, or left out: none is under way. */
  readonly passage?: number | null;
  /** true: the passage goes on by itself, and hovering does not move the cursor. */
  readonly playing?: boolean;
  /** Ends the passage, so that all is shown again. */
  readonly onShowAll?: () => void;
  /** How far the network is unrolled, 0 to 1, and what moves it; without these the stage keeps it itself, from `opening` or open. */
  readonly opening?: number;
  readonly opener?: Opener;
  /** In which order the units stand, and whether gradients are drawn by the largest of their line; without these the stage keeps them itself. */
  readonly order?: OrderKind;
  readonly onOrder?: (order: OrderKind) => void;
  readonly relative?: boolean;
  readonly onRelative?: (relative: boolean) => void;
  readonly labels: StageLabels;
  readonly theme: ThemeName;
  /** An earlier snapshot whose gradient is drawn beside this one's. */
  readonly compared?: Snapshot | null;
  /** Stands below the gradient strip's name: what chooses the comparison. */
  readonly comparisonControl?: ReactNode;
  /** The panels that are folded away, and who keeps them; without these the stage keeps them itself. */
  readonly folded?: readonly string[];
  readonly onFold?: (folded: readonly string[]) => void;
  /** What makes a picture of sound heard; without it none is. */
  readonly hear?: (row: GridRow) => ReactNode;
  /** Saves the CSV of a table; without it none is offered. */
  readonly onSave?: (fileName: string, text: string) => void;
  /** true: words are written in big type, and need more room. */
  readonly big?: boolean;
  /** CSS pixels; without it the stage takes the width it has. */
  readonly width?: number;
  /** Height that the stage may fill, CSS pixels; without it rows are low. */
  readonly available?: number;
  /** What stands below, on the same axis: the instruments. */
  readonly below?: (place: StagePlace) => ReactNode;
}

export function Stage(props: StageProps) {
  const { snapshot, symbols, onCursor, labels, theme, compared = null, available = 0, passage = null, onSave } = props;
  const [root, measured] = useWidth(880);
  const keysId = useId();
  const folds = useFolds(props);
  const { opening, opener } = useOpening(props);
  const frame = layoutFrame(props.width ?? measured, { big: props.big, several: scanNames(snapshot).length > 1 });
  const { gutter, plot } = frame;
  const palette = palettes[theme];
  const [first, setFirst] = useState<Readonly<Record<Side, number>>>({ source: 0, target: 0 });
  const [wantsOwn, setOwn] = useState(false);
  const own = snapshot.greedy === undefined ? null : wantsOwn;
  const answered = useMemo(() => (own === true ? withOwnAnswers(snapshot) : snapshot), [snapshot, own]);
  const scanName = scanNames(snapshot).find((name) => name === props.cursor?.scan) ?? 'l0';
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
  const reach = useMemo(() => {
    if (passage === null) return null;
    const legs = legsOf(scans);
    return reachAt(legs, stationAt(legs, passage));
  }, [scans, passage]);
  const { bidirectional } = snapshot.model.encoder;
  const attends = findTensor(snapshot, 'attention') !== undefined;
  const space = { scans, gates: scan.quantities.map(({ name }) => name), attends, order };
  const cursor = props.cursor && fitCursor(props.cursor, space);
  const t = cursor && stepOn(cursor, 'source');
  const u = cursor && target && stepOn(cursor, 'target');
  const attention = useMemo(() => readAttention(answered), [answered]);
  const isEdge = cursor !== null && partOf(cursor) === 'attention';
  const move = (side: Side, step: number): void => {
    onCursor(fitCursor(atStep(cursor ?? startCursor(space), side, step), space));
  };
  const axes = { source: source.axis, target: target && target.axis };
  const { pinned, ...handlers } = useCursor({
    cursor,
    onCursor,
    space,
    axes,
    H: scan.H,
    rowHeight: marks.rowHeight,
    held: props.playing === true,
    hit: (side, x, y) => {
      const of = side === 'source' ? source : target;
      return of && hitNetwork(of.unrolled, of.axis, x, y);
    },
    hitAttention: (picture, x, y) => {
      if (attention === null || target === null) return null;
      if (picture === 'heatmap') return hitAttention(attention, source.axis, x, y);
      return hitLinks(rowsOf(attention), u, { source: source.axis, target: target.axis, ...linkRows }, x, y);
    },
    gutter,
  });
  useReveal(source.axis, t, (step) => {
    setFirst({ ...first, source: step });
  });
  useReveal(axes.target, u, (step) => {
    setFirst({ ...first, target: step });
  });

  const decoded = useMemo(() => readDecoded(answered), [answered]);
  const sources = useMemo(() => namesOfSource(snapshot, symbols), [snapshot, symbols]);
  const targets = useMemo(
    () =>
      decoded.map(({ target: asked, prediction }) => {
        const id = own === true ? prediction : asked;
        return visibleSymbol(symbols.outputs[id], id);
      }),
    [decoded, own, symbols],
  );
  const moveAcross = (event: KeyboardEvent<HTMLElement>): boolean => {
    if (!target || !cursor || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return false;
    event.preventDefault();
    const other = sideOfScan(cursor.scan) === 'source' ? 'target' : 'source';
    move(other, stepOn(cursor, other) + (event.key === 'ArrowUp' ? -1 : 1));
    return true;
  };
  const ownNote = own === true ? labels.ofOwnAnswers : null;
  const chosen = cursor && scan.grids.get(cursor.gate);
  const loss = findTensor(snapshot, 'loss')?.data[0] ?? Number.NaN;
  const drawScans = (of: SideMarks, step: number | null, detail?: string): ReactNode => (
    <>
      <Turn of={snapshot} update={snapshot.update}>
        <UnrolledPanel
          marks={of}
          choices={scans.map(({ name }) => name)}
          chosen={scan.name}
          detail={detail}
          bidirectional={bidirectional}
          t={step}
          loss={loss}
          reach={reach}
          opening={opening}
          opener={opener}
          handsOn={target !== null && of === source}
          narrow={frame.narrow}
          palette={palette}
          labels={labels}
          fold={foldOf(detail === undefined ? 'unrolled' : 'unrolledDecoder')}
          relative={relative.on}
          selected={cursor && of.scans.includes(scan) ? { scan: scan.name, t: cursor.t, part: partOf(cursor) } : null}
          ends={t !== null && u !== null ? { source: t, target: u } : null}
          unit={cursor?.unit ?? 0}
          onUnit={(unit) => {
            onCursor(fitCursor({ ...(cursor ?? startCursor(space)), unit }, space));
          }}
          onScan={(name) => {
            onCursor(changeScan(cursor ?? startCursor(space), name, space));
          }}
        />
      </Turn>
      {of.scans.includes(scan) && (
        <ScanPanels
          marks={marks}
          cursor={cursor}
          labels={labels}
          palette={palette}
          reach={reach}
          foldOf={foldOf}
          ordering={ordering}
          update={snapshot.update}
          of={snapshot}
          relative={relative}
          comparisonControl={props.comparisonControl}
        />
      )}
    </>
  );

  return (
    <div
      ref={root}
      className={`stage${frame.narrow ? ' stage-narrow' : ''}${pinned ? ' stage-pinned' : ''}${large === null ? '' : ' stage-large'}`}
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
        cursor={cursor}
        value={cursor && chosen ? valueAt(chosen, cursor.t, cursor.unit) : null}
        pinned={pinned}
        scan={scans.length > 1 ? nameScan(scan.name, bidirectional, labels) : null}
        attention={attention && t !== null && u !== null ? { source: t, target: u, value: attentionAt(attention, u, t), note: ownNote } : null}
        passage={reach?.phase ?? null}
        playing={props.playing === true}
        onShowAll={props.onShowAll}
        labels={labels}
      />
      {marks.overview && (
        <div style={plotOf(source)}>
          <Panel label={labels.overview} detail={`${source.axis.first}–${source.axis.first + source.axis.count - 1} / ${source.axis.T}`}>
            <Overview
              marks={marks.overview}
              axis={source.axis}
              t={t}
              label={labels.overviewAbout}
              onWindow={(step) => {
                setFirst({ ...first, source: step });
              }}
            />
          </Panel>
        </div>
      )}
      <div
        className="stage-plots"
        role="application"
        tabIndex={0}
        aria-label={labels.stage}
        aria-describedby={keysId}
        {...handlers}
        onKeyDown={(event) => {
          if (event.target !== event.currentTarget || !moveAcross(event)) handlers.onKeyDown(event);
        }}
      >
        <div className="stage-side" data-side="source" style={plotOf(source)}>
          <Panel label={labels.step} close>
            <Ticks axis={source.axis} t={t} />
          </Panel>
          <SequenceRows side={source} symbols={symbols} labels={labels} t={t} palette={palette} hear={props.hear} />
          {drawScans(source, t)}
          {attention && (
            <Turn of={answered} update={snapshot.update}>
              <AttentionPanel
                attention={attention}
                axis={source.axis}
                palette={palette}
                t={t}
                target={u ?? 0}
                selected={isEdge}
                sources={sources}
                names={targets}
                narrow={frame.narrow}
                note={ownNote}
                labels={labels}
                fold={foldOf('attention')}
              />
            </Turn>
          )}
          {t !== null && isVisible(source.axis, t) && <CursorColumn left={gutter} axis={source.axis} t={t} pinned={pinned} />}
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
                t={t}
                u={u}
                selected={isEdge}
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
            u={u}
            pinned={pinned}
            own={own}
            onOwn={setOwn}
            palette={palette}
            labels={labels}
            fold={folds('decoder')}
          >
            {drawScans(target, u, labels.decoder)}
          </DecoderSide>
        )}
      </div>
      <Turn of={answered} update={snapshot.update}>
        <StageTable scan={scan} rows={source.rows} axis={marks.axis} attention={attention} note={ownNote} labels={labels} onSave={onSave} />
      </Turn>
      {props.below?.({
        frame,
        axis: marks.axis,
        cursor,
        pinned,
        scan: scan.name,
        length: scan.length,
        order: ordering.order,
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

/** Whether the stage of a snapshot has such a panel. */
function isPanelOf({ model, tensors }: Snapshot, panel: string): boolean {
  if (panel === 'attention' || panel === 'links') return Object.hasOwn(tensors, 'attention');
  if (panel === 'unrolledDecoder') return model.output.kind === 'decoder';
  return ['unrolled', 'trace', 'gradient'].includes(panel) || quantitiesOf(model.encoder).some(({ name }) => name === panel);
}

/** What is read at each step before the padding, as it is drawn; nothing where numbers are read. */
function namesOfSource({ model, batch }: Snapshot, { inputs }: Symbols): readonly string[] {
  if (model.input.kind !== 'tokens' || model.output.kind !== 'decoder') return [];
  const length = 'lengths' in batch ? batch.lengths.data[0] : batch.inputs.data.length;
  return Array.from(batch.inputs.data.slice(0, length), (id) => visibleSymbol(inputs[id], id));
}

/** The width of a side's own axis, for all panels in it; words that stand in plots need some room where a sequence has few steps. */
function plotOf({ axis }: SideMarks): CSSProperties {
  return { '--plot': `max(${axis.width}px, var(--room))` } as CSSProperties;
}

/** What words need of a plot, CSS pixels. */
const LEAST_ROOM = 320;
