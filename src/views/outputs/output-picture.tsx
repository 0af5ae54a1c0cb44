/** Answers in the picture of their own that their task has: a forecast, a detection, or a tagged sentence. */
import type { StageLabels } from '../labels';
import type { Side } from '../scan-names';
import type { StageCursor } from '../stage-cursor';
import type { PictureRow } from '../sequence-layout';
import type { TimeAxis } from '../time-axis';
import { DetectionPanels } from './detection-panels';
import { ForecastPanels } from './forecast-panels';
import { TagsPanel } from './tags-panel';
import './outputs.css';

export interface PictureProps {
  readonly row: PictureRow;
  readonly axis: TimeAxis;
  readonly at: StageCursor;
  readonly side: Side;
  readonly labels: StageLabels;
}

export default function OutputPicture(props: PictureProps) {
  switch (props.row.picture.kind) {
    case 'forecast':
      return <ForecastPanels {...props} />;
    case 'detection':
      return <DetectionPanels {...props} />;
    case 'tags':
      return <TagsPanel {...props} />;
    default:
      return props.row.picture satisfies never;
  }
}
