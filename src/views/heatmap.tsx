/** Draws a heatmap on a canvas, crisp on every screen: one pixel a cell enlarged without smoothing, hairlines where cells are large. */
import { useLayoutEffect, useRef } from 'react';
import type { HeatmapMarks } from './heatmap-layout';

interface Props {
  readonly marks: HeatmapMarks;
  readonly width: number;
  /** Colour of the lines between cells. */
  readonly line: string;
  /** The canvas's name for screen readers. */
  readonly label: string;
}

export function Heatmap({ marks, width, line, label }: Props) {
  const ref = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (ref.current) drawHeatmap(ref.current, marks, width, line);
  }, [marks, width, line]);
  return <canvas ref={ref} className="heatmap" role="img" aria-label={label} style={{ width, height: marks.height }} />;
}

function drawHeatmap(canvas: HTMLCanvasElement, marks: HeatmapMarks, width: number, line: string): void {
  const ratio = canvas.ownerDocument.defaultView?.devicePixelRatio ?? 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(marks.height * ratio);
  const context = canvas.getContext('2d');
  const small = canvas.ownerDocument.createElement('canvas');
  small.width = marks.columns;
  small.height = marks.rows;
  const smallContext = small.getContext('2d');
  if (!context || !smallContext) return;
  smallContext.putImageData(new ImageData(marks.pixels, marks.columns, marks.rows), 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(small, 0, 0, canvas.width, canvas.height);
  if (!marks.parted) return;
  context.fillStyle = line;
  const thickness = Math.max(1, Math.round(ratio));
  for (let k = 1; k < marks.columns; k++) context.fillRect(Math.round((k * canvas.width) / marks.columns), 0, thickness, canvas.height);
  for (let k = 1; k < marks.rows; k++) context.fillRect(0, Math.round((k * canvas.height) / marks.rows), canvas.width, thickness);
}
