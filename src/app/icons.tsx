/** The few pictograms of the transport and header, drawn on a 16 × 16 grid in the ink of the text. */
import type { ReactNode } from 'react';

const paths = {
  play: 'M4.5 2.5v11l9-5.5z',
  pause: 'M4 2.5h3v11H4zM9 2.5h3v11H9z',
  stop: 'M4 4h8v8H4z',
  step: 'M3 2.5v11l7-5.5zM11 2.5h2.2v11H11z',
  first: 'M2.8 2.5H5v11H2.8zM13 2.5v11L6 8z',
  last: 'M3 2.5v11l7-5.5zM11 2.5h2.2v11H11z',
  back: 'M11.5 2.5v11L3 8z',
  forward: 'M4.5 2.5v11L13 8z',
  reset: 'M8 2.2a5.8 5.8 0 1 1-5.5 4l1.6.5A4.1 4.1 0 1 0 8 3.9v2L4.4 3.05 8 .2z',
  theme: 'M8 1.5a6.5 6.5 0 1 0 0 13zM8 1.5a6.5 6.5 0 0 1 0 13v-1.4A5.1 5.1 0 0 0 8 2.9z',
  close: 'M3.2 4.3 4.3 3.2 8 6.9l3.7-3.7 1.1 1.1L9.1 8l3.7 3.7-1.1 1.1L8 9.1l-3.7 3.7-1.1-1.1L6.9 8z',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { readonly name: IconName }): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
