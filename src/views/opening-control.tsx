/** Folds and unrolls the network: a button that does it in a moment, and a slider that stops anywhere between. */
import type { StageLabels } from './labels';
import type { Opener } from './opener';
import './unfolding.css';

interface Props {
  readonly opening: number;
  readonly opener: Opener;
  readonly labels: StageLabels;
}

export function OpeningControl({ opening, opener, labels }: Props) {
  const percent = Math.round(100 * opening);
  return (
    <span className="opening-control">
      <button type="button" onClick={opener.toggle}>
        {opening > 0.5 ? labels.foldUp : labels.unroll}
      </button>
      <label>
        <span className="for-readers">{labels.opening}</span>
        <input
          className="opening-slider"
          type="range"
          min={0}
          max={100}
          value={percent}
          aria-valuetext={`${String(percent)} %`}
          data-hint={labels.opening}
          onChange={(event) => {
            opener.scrub(Number(event.target.value) / 100);
          }}
        />
      </label>
    </span>
  );
}
