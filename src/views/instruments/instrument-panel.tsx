/** The frame of one instrument: the stage's panel with a sentence on what is measured above the plot, and a note where it is older than the stage. */
import type { ReactNode } from 'react';
import type { InstrumentName } from '../../model/instruments';
import { type Fold, Panel } from '../panel';
import type { LiveValues } from '../panel-values';
import type { Palette } from '../theme/palette';
import type { InstrumentLabels } from './labels';

export interface InstrumentProps {
  readonly name: InstrumentName;
  readonly labels: InstrumentLabels;
  /** Update of the stage, and of what is shown; null where nothing is measured yet. */
  readonly update: number;
  readonly measured: number | null;
  readonly onHide: () => void;
  /** How it is opened large, and whether another is. */
  readonly large: Pick<Fold, 'hidden' | 'large'>;
}

interface Props extends InstrumentProps {
  readonly hue?: keyof Palette;
  readonly legend?: ReactNode;
  readonly values?: LiveValues;
  /** true where the plot's numbers reach into the space of the names. */
  readonly axis?: boolean;
  readonly children: ReactNode;
}

export function InstrumentPanel({ name, labels, update, measured, onHide, large, hue, legend, values, axis, children }: Props) {
  const words = labels.instruments[name];
  return (
    <div className="instrument" data-instrument={name} data-update={measured ?? undefined}>
      <Panel
        label={words.name}
        detail={words.unit}
        {...(hue && { hue })}
        {...(values && { values })}
        {...(axis && { axis })}
        decimal={labels.decimal}
        fold={{ folded: false, onFold: onHide, ...large }}
        legend={
          <>
            {legend}
            {measured !== null && measured !== update && <span className="panel-note">{labels.ofUpdate(String(measured))}</span>}
          </>
        }
      >
        <p className="instrument-about">{words.about}</p>
        {measured === null ? <p className="instrument-waiting">{labels.waiting}</p> : children}
      </Panel>
    </div>
  );
}
