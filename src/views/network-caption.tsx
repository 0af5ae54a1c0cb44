/** Below the unrolled network: what is selected of it in words, with its norms and the units that say most there. */
import { partOf, stepOn } from './cursor';
import { formatShort, formatValue } from './format';
import type { StageLabels } from './labels';
import type { NetworkHit } from './network-hit';
import { nameStepBefore, stepBefore } from './network-parts';
import { hasGradient, hasState, type Reach } from './passage';
import { nameScan } from './scan-names';
import { type Grid, normsOf, type Scan } from './series';
import { cursorOn, type StageCursor } from './stage-cursor';
import { cssColour } from './theme/palette';
import { largestChanges, largestValues, type UnitValue } from './unit-changes';
import { useAt } from './use-at';

interface Props {
  readonly scan: Scan;
  /** true: there are others, so that it is named. */
  readonly several: boolean;
  readonly bidirectional: boolean;
  readonly at: StageCursor;
  /** Whether there is a second axis, for an edge of the attention to end on. */
  readonly attends: boolean;
  readonly labels: StageLabels;
  readonly onUnit: (unit: number) => void;
}

/** Units that are named. */
const MOST_UNITS = 3;

export function NetworkCaption({ scan, several, bidirectional, at, attends, labels, onUnit }: Props) {
  const cursor = useAt(at, (each) => cursorOn(each, scan.name));
  const reach = useAt(at, (each) => each.reach());
  if (cursor === null) return <p className="network-caption" />;
  const { t, unit } = cursor;
  const selected = { scan: scan.name, t, part: partOf(cursor) };
  const facts = factsOf(scan, selected, reach);
  const [from, to] =
    attends && selected.part === 'attention'
      ? [String(stepOn(cursor, 'source')), stepOn(cursor, 'target')]
      : [nameStepBefore(scan.name, t, scan.length), t];
  return (
    <p className="network-caption" data-testid="network-caption" data-part={selected.part} data-t={selected.t} data-scan-name={selected.scan}>
      <span>
        {several && `${nameScan(scan.name, bidirectional, labels)} · `}
        {labels.parts[selected.part](from, String(to))}
      </span>
      {facts.norms.map(({ key, value, hue }) => (
        <span key={key} style={{ color: cssColour(hue) }} data-testid={`caption-${key}`} data-value={String(value)}>
          {labels[key]} <b>{formatValue(value, labels.decimal)}</b>
        </span>
      ))}
      {facts.units.length > 0 && (
        <span className="network-units">
          {`${facts.backward ? labels.strongest : labels.mostChanged}: ${labels.unit}`}
          {facts.units.map((each) => (
            <button
              key={each.unit}
              type="button"
              className="network-unit"
              aria-pressed={each.unit === unit}
              onClick={() => {
                onUnit(each.unit);
              }}
            >
              <b>{each.unit}</b> {signed(each.value, facts.backward, labels)}
            </button>
          ))}
        </span>
      )}
    </p>
  );
}

/** A change bears its sign always. */
function signed(value: number, plain: boolean, { decimal }: StageLabels): string {
  return `${!plain && value > 0 ? '+' : ''}${formatShort(value, decimal)}`;
}

interface Facts {
  readonly norms: readonly {
    readonly key: 'hiddenNorm' | 'cellNorm' | 'hiddenGradient' | 'cellGradient';
    readonly value: number;
    readonly hue: 'hidden' | 'cell' | 'gradient';
  }[];
  readonly units: readonly UnitValue[];
  readonly backward: boolean;
}

/** Of a node its own state, of an edge the state that it brings; what a passage has not reached is left out. */
function factsOf(scan: Scan, { t, part }: NetworkHit, reach: Reach | null): Facts {
  const before = stepBefore(scan.name, t);
  const step = part === 'recurrent' || part === 'road' ? before : t;
  const road = part === 'road';
  const at = reach?.scans.get(scan.name);
  const backward = reach?.phase === 'backward';
  const inside = step >= 0 && step < scan.length;
  const state = inside && (!at || hasState(at, step)) ? (scan.grids.get(road ? 'cell' : 'hidden') ?? null) : null;
  const gradient = inside && (!at || hasGradient(at, step)) ? (road ? scan.cellGradient : scan.hiddenGradient) : null;
  if (part === 'input' || part === 'attention') return { norms: [], units: [], backward };
  const norms = [
    ...(state ? [{ key: road ? 'cellNorm' : 'hiddenNorm', value: normOf(state, step), hue: road ? 'cell' : 'hidden' } as const] : []),
    ...(gradient ? [{ key: road ? 'cellGradient' : 'hiddenGradient', value: normOf(gradient, step), hue: road ? 'cell' : 'gradient' } as const] : []),
  ];
  const units = backward
    ? gradient && largestValues(gradient, step, MOST_UNITS)
    : state && largestChanges(state, step, stepBefore(scan.name, step), MOST_UNITS);
  return { norms, units: units ?? [], backward };
}

function normOf(grid: Grid, step: number): number {
  return normsOf(grid)[step];
}
