/** The unrolled network in its panel: what its colours and widths mean, the menu of its layers, and the numbers at the ends of its rows. */
import { besideUnrolled } from './beside-network';
import type { StageLabels } from './labels';
import { scaleOf } from './log-scale';
import { NetworkCaption } from './network-caption';
import { NetworkPicture } from './network-picture';
import { NetworkSelection } from './network-selection';
import type { Opener } from './opener';
import { OpeningControl } from './opening-control';
import { type Fold, Panel } from './panel';
import { EdgeLegend, NormLegend } from './scale-legend';
import { ScanMenu } from './scan-menu';
import type { Side } from './scan-names';
import { type StageCursor, stepOfCursor } from './stage-cursor';
import type { SideMarks } from './stage-layout';
import type { Palette } from './theme/palette';

interface Props {
  readonly marks: SideMarks;
  readonly at: StageCursor;
  readonly side: Side;
  /** The scans that can be chosen, and the one that is; none to choose where there is but one. */
  readonly choices: readonly string[];
  readonly chosen: string;
  /** Whose they are, where it is not the encoder; the menu and the scales stand with the encoder's alone. */
  readonly detail?: string;
  readonly bidirectional: boolean;
  readonly loss: number;
  /** How far the network is unrolled, and what moves it; the control stands with the encoder. */
  readonly opening: number;
  readonly opener: Opener;
  /** Whether a decoder goes on from what this network has read. */
  readonly handsOn: boolean;
  readonly narrow: boolean;
  readonly palette: Palette;
  readonly labels: StageLabels;
  readonly fold: Fold;
  /** Whether edges are drawn by the largest gradient of their row. */
  readonly relative: boolean;
  /** Whether there is a second axis, for an edge of the attention to end on. */
  readonly attends: boolean;
  readonly onUnit: (unit: number) => void;
  /** Another layer or direction was chosen. */
  readonly onScan: (scan: string) => void;
}

export function UnrolledPanel(props: Props) {
  const { marks, at, side, choices, chosen, detail, bidirectional, loss, opening, opener } = props;
  const { handsOn, narrow, palette, labels, fold, relative, attends, onUnit, onScan } = props;
  const { scans, axis, unrolled } = marks;
  const several = choices.length > 1;
  const shown = scans.find(({ name }) => name === chosen);
  return (
    <Panel
      label={opening < 0.5 ? labels.folded : labels.unrolled}
      detail={detail}
      values={opening < 1 ? [] : { at, read: () => besideUnrolled(marks, chosen, stepOfCursor(at, side), loss, at.reach(), labels, narrow) }}
      decimal={labels.decimal}
      legend={
        detail === undefined && (
          <>
            <OpeningControl opening={opening} opener={opener} labels={labels} />
            {several && <ScanMenu scans={choices} chosen={chosen} bidirectional={bidirectional} labels={labels} onScan={onScan} />}
            <span className="legend-line">
              {labels.hiddenNorm}
              <NormLegend high={Math.sqrt((shown ?? scans[0]).H)} decimal={labels.decimal} />
            </span>
            <span className="legend-line">
              {labels.edges}
              <EdgeLegend scale={scaleOf(relative)} />
            </span>
          </>
        )
      }
      axis={several && opening === 1}
      fold={fold}
    >
      <div className="network" data-network={opening < 1 ? undefined : ''}>
        <NetworkPicture
          marks={marks}
          at={at}
          side={side}
          chosen={several ? chosen : null}
          detail={detail}
          bidirectional={bidirectional}
          loss={loss}
          opening={opening}
          handsOn={handsOn}
          narrow={narrow}
          palette={palette}
          labels={labels}
        />
        {shown && opening === 1 && <NetworkSelection marks={unrolled} axis={axis} at={at} scan={shown.name} />}
      </div>
      {shown ? (
        <NetworkCaption scan={shown} several={several} bidirectional={bidirectional} at={at} attends={attends} labels={labels} onUnit={onUnit} />
      ) : (
        <p className="network-caption" />
      )}
    </Panel>
  );
}
