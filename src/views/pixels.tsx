/** A small picture of coloured cells enlarged on a canvas: crisp on every screen, with hairlines between cells that are large enough. */
import { memo, useLayoutEffect, useRef } from 'react';

interface Props {
  /** RGBA, row by row from the top. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly columns: number;
  readonly rows: number;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** The colour of the lines between cells; none without it. */
  readonly line?: string;
  /** The canvas's name for screen readers. */
  readonly label: string;
}

export const Pixels = memo(function Pixels(props: Props) {
  const { pixels, columns, rows, width, height, line, label } = props;
  const ref = useRef<HTMLCanvasElement>(null);
  /** The picture at one pixel a cell, kept from one drawing to the next: making a canvas costs more than filling it. */
  const small = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (!ref.current) return;
    small.current ??= ref.current.ownerDocument.createElement('canvas');
    drawPixels(ref.current, small.current, { pixels, columns, rows, width, height, line, label });
  }, [pixels, columns, rows, width, height, line, label]);
  return <canvas ref={ref} role="img" aria-label={label} style={{ width, height }} />;
});

function drawPixels(canvas: HTMLCanvasElement, small: HTMLCanvasElement, { pixels, columns, rows, width, height, line }: Props): void {
  const ratio = canvas.ownerDocument.defaultView?.devicePixelRatio ?? 1;
  resize(canvas, Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio)));
  resize(small, columns, rows);
  const context = canvas.getContext('2d');
  const smallContext = small.getContext('2d');
  if (!context || !smallContext) return;
  smallContext.putImageData(new ImageData(pixels, columns, rows), 0, 0);
  context.imageSmoothingEnabled = columns > canvas.width;
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.drawImage(small, 0, 0, canvas.width, canvas.height);
  if (line === undefined) return;
  context.fillStyle = line;
  const thickness = Math.max(1, Math.round(ratio / 2));
  context.globalAlpha = 1;
  for (let k = 1; k < columns; k++) context.fillRect(Math.round((k * canvas.width) / columns), 0, thickness, canvas.height);
  context.globalAlpha = 0.5;
  for (let k = 1; k < rows; k++) context.fillRect(0, Math.round((k * canvas.height) / rows), canvas.width, thickness);
  context.globalAlpha = 1;
}

/** Sizes a canvas only where that changes it, since sizing clears it and drops its memory. */
function resize(canvas: HTMLCanvasElement, width: number, height: number): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
