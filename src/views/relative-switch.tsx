/** The explicit switch to a relative scale, the same one in every panel that shows magnitudes of gradients. */
import type { RelativeScale } from './use-relative';
import './relative-switch.css';

interface Props {
  readonly relative: RelativeScale;
  readonly label: string;
  /** What it hides. */
  readonly about: string;
}

export function RelativeSwitch({ relative, label, about }: Props) {
  return (
    <label className="check relative-scale" data-hint={about}>
      <input
        type="checkbox"
        aria-description={about}
        checked={relative.on}
        onChange={(event) => {
          relative.onChange(event.target.checked);
        }}
      />
      {label}
    </label>
  );
}
