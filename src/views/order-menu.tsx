/** Chooses in which order the units stand, and finds it anew for the states at hand. */
import type { StageLabels } from './labels';
import { orderKinds } from './unit-order';
import type { Ordering } from './use-unit-order';
import './order-menu.css';
import { hint } from './hint';

interface Props {
  readonly ordering: Ordering;
  /** The update that the stage shows. */
  readonly update: number;
  readonly labels: StageLabels;
}

export function OrderMenu({ ordering: { kind, update: found, onOrder }, update, labels }: Props) {
  return (
    <span className="order-menu">
      <label>
        <span>{labels.order}</span>
        <select
          {...hint(labels.orderAbout[kind])}
          value={kind}
          onChange={(event) => {
            onOrder(orderKinds.find((each) => each === event.target.value) ?? 'index');
          }}
        >
          {orderKinds.map((each) => (
            <option key={each} value={each}>
              {labels.orders[each]}
            </option>
          ))}
        </select>
      </label>
      {kind !== 'index' && found !== update && (
        <button
          type="button"
          {...hint(labels.orderOf(found))}
          onClick={() => {
            onOrder(kind);
          }}
        >
          {labels.orderAgain}
        </button>
      )}
    </span>
  );
}
