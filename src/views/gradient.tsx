/** Draws the gradient strip: the norms of the scan that is shown strongly, those of another network dashed, those of the other scans lightly. */
import type { GradientLine, GradientMarks } from './gradient-layout';
import { LogLines, type LineStyle } from './log-lines';

interface Props {
  readonly marks: GradientMarks;
  readonly width: number;
  readonly height: number;
  readonly label: string;
}

const styles: Readonly<Record<GradientLine['kind'], LineStyle>> = {
  hidden: { hue: 'gradient', width: 2 },
  cell: { hue: 'cell', width: 2 },
  compared: { hue: 'softInk', width: 1.25, dashed: true },
  other: { hue: 'gradient', width: 1, light: true },
};

const styleOf = ({ kind }: GradientLine): LineStyle => styles[kind];

export function Gradient(props: Props) {
  return <LogLines {...props} styleOf={styleOf} />;
}
