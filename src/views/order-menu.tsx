/** Chooses in which order the units stand, and finds it anew for the states at hand. */
import type { StageLabels } from './labels';
import { orderKinds } from './unit-order';
import type { Ordering } from './use-unit-order';
import './order-menu.css';

interface Props {
  readonly ordering: Ordering;
  /** The update that the stage shows. */
  readonly update: number;
  readonly labels: StageLabels;
}

export function OrderMenu({ ordering: { kind, update: found, onOrder }, update, labels }: Props) {
  return (
    <span className="order-menu">
      <label title={labels.orderAbout[kind]}>
        <span>{labels.order}</span>
        <select
          value={kind}
          onChange={(event) => {
            onOrder(orderKinds.find((each) => each === event.target.value) ?? 'index');
          }}
        >
          {orderKinds.map((each) => (
            <option key={each} value={each} title={labels.orderAbout[each]}>
              {labels.orders[each]}
            </option>
          ))}
        </select>
      </label>
      {kind !== 'index' && found !== update && (
        <button
          type="button"
          title={labels.orderOf(found)}
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
