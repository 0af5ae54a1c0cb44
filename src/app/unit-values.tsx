/** The numbers of a unit at a step, each of its tensor: forward its gates and states, backward its gradients and their norms. */
import type { ReactNode } from 'react';
import type { Snapshot } from '../model/snapshot';
import { quantitiesOf, tensorName } from '../views/quantity';
import { placeOfScan } from '../views/scan-names';
import { findTensor, normsOf } from '../views/series';
import { useWords } from './messages/catalogue';
import type { Place } from './worked-equations';

interface Part {
  readonly snapshot: Snapshot;
  readonly place: Place;
  /** All digits. */
  readonly full: boolean;
}

export function Values({ snapshot, place, full }: Part): ReactNode {
  const { messages } = useWords();
  return (
    <section aria-label={messages.inspector.forward}>
      <h3>{messages.inspector.forward}</h3>
      <dl className="values">
        {quantitiesOf(snapshot.model.encoder).map(({ name, hue }) => (
          <Value
            key={name}
            hue={hue}
            label={messages.inspector.quantities[name] ?? name}
            name={tensorName(name, place.scan)}
            snapshot={snapshot}
            place={place}
            full={full}
          />
        ))}
      </dl>
    </section>
  );
}

interface ValueProps extends Part {
  readonly label: string;
  readonly hue: string;
  /** The tensor in the snapshot. */
  readonly name: string;
}

function Value({ label, hue, name, snapshot, place, full }: ValueProps): ReactNode {
  const { format } = useWords();
  const tensor = findTensor(snapshot, name);
  if (tensor === undefined) return null;
  const value = tensor.data[place.t * tensor.shape[2] + place.unit];
  return (
    <div className="value-row">
      <dt>
        <span className="hue-mark" data-hue={hue} />
        {label}
      </dt>
      <dd>
        <data value={String(value)} data-name={name}>
          {full ? format.full(value) : format.significant(value)}
        </data>
      </dd>
    </div>
  );
}

export function WayBack({ snapshot, place, full }: Part): ReactNode {
  const { scan } = place;
  const { messages, format } = useWords();
  const part = { snapshot, place, full };
  const forget = findTensor(snapshot, `gates.${scan}.forget`);
  const words = messages.inspector;
  return (
    <section aria-label={words.backward}>
      <h3>{words.backward}</h3>
      <dl className="values">
        <Value {...part} hue="gradient" label={words.derivatives.hidden} name={`hiddenGradient.${scan}`} />
        <Norm {...part} name={`hiddenGradient.${scan}`} label={words.norms.hidden} />
        <Value {...part} hue="cell" label={words.derivatives.cell} name={`cellGradient.${scan}`} />
        <Norm {...part} name={`cellGradient.${scan}`} label={words.norms.cell} />
      </dl>
      {forget !== undefined && (placeOfScan(scan).reverse ? place.t + 1 < forget.shape[1] : place.t > 0) && (
        <p className="about">{words.survives(format.percent(forget.data[place.t * forget.shape[2] + place.unit]))}</p>
      )}
    </section>
  );
}

function Norm({ snapshot, place, full, name, label }: Part & { readonly name: string; readonly label: string }): ReactNode {
  const { format } = useWords();
  const tensor = findTensor(snapshot, name);
  if (tensor === undefined) return null;
  const [, T, H] = tensor.shape;
  const value = normsOf({ T, H, values: tensor.data })[place.t];
  return (
    <div className="value-row value-row-soft">
      <dt>{label}</dt>
      <dd>
        <data value={String(value)} data-name={`norm.${name}`}>
          {full ? format.full(value) : format.significant(value)}
        </data>
      </dd>
    </div>
  );
}
