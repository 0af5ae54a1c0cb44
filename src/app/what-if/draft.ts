/** An intervention in the making: which kinds there are at the place under the cursor, and the edit that the form's choices mean. */
import type { Edit } from '../../model/edits';
import { gateNames } from '../../model/gates';
import type { ParameterEntry } from '../../model/parameters';
import type { ModelSpec } from '../../model/spec';
import type { Cursor } from '../../store/cursor';

export const draftKinds = ['gate', 'hidden', 'cell', 'zero', 'copy', 'weight', 'attention', 'alike'] as const;
export type DraftKind = (typeof draftKinds)[number];

export interface Draft {
  readonly kind: DraftKind;
  readonly gate: string;
  /** As it was entered. */
  readonly value: string;
  readonly allUnits: boolean;
  readonly allSteps: boolean;
  /** The unit that a copy replaces. */
  readonly to: number;
}

/** Where the form intervenes: the cursor in the network that is shown, and the steps that the decoder looks at. */
export interface DraftPlace extends Pick<Cursor, 'scan' | 't' | 'unit' | 'across' | 'entry'> {
  readonly sourceLength: number;
  /** Of the batch, padding included. */
  readonly sourceSteps: number;
}

/** The kinds that the network and the cursor allow. */
export function kindsAt({ encoder, output }: ModelSpec): readonly DraftKind[] {
  const attends = output.kind === 'decoder' && output.attention !== null;
  return draftKinds.filter((kind) => {
    if (kind === 'gate') return gateNames[encoder.cell].length > 0;
    if (kind === 'cell') return encoder.cell === 'lstm';
    return attends || (kind !== 'attention' && kind !== 'alike');
  });
}

/** Whether the kind asks for a number. */
export function needsValue(kind: DraftKind): boolean {
  return kind === 'gate' || kind === 'hidden' || kind === 'cell' || kind === 'weight';
}

/** What the choices mean, not yet checked against the network; null where a number is missing. */
export function editOf(draft: Draft, { scan, t, unit, across, entry, sourceLength, sourceSteps }: DraftPlace): unknown {
  const value = Number(draft.value);
  if (needsValue(draft.kind) && (draft.value.trim() === '' || !Number.isFinite(value))) return null;
  const place = { scan, unit: draft.allUnits ? null : unit, from: draft.allSteps ? null : t, to: draft.allSteps ? null : t };
  const [target, source] = scan === 'decoder' ? [t, across] : [across, t];
  switch (draft.kind) {
    case 'gate':
      return { kind: 'gate', ...place, gate: draft.gate, value };
    case 'hidden':
    case 'cell':
      return { kind: 'state', ...place, state: draft.kind, value };
    case 'zero':
      return { kind: 'zero', scan, unit };
    case 'copy':
      return { kind: 'copy', scan, from: unit, to: draft.to };
    case 'weight':
      return entry === null ? null : { kind: 'weight', ...entry, column: isVector(entry) ? null : entry.column, value };
    case 'attention':
      return { kind: 'attention', step: target, weights: Array.from({ length: sourceSteps }, (_, j) => Number(j === source)) };
    case 'alike':
      return { kind: 'attention', step: target, weights: Array.from({ length: sourceSteps }, (_, j) => (j < sourceLength ? 1 / sourceLength : 0)) };
    default:
      return draft.kind satisfies never;
  }
}

/** A bias, whose only column an edit does not name. */
function isVector({ parameter }: ParameterEntry): boolean {
  return /\bbias\w*$/.test(parameter);
}

/** The source step that a row of attention looks at alone; null where it looks at more. */
export function onlyStep({ weights }: Extract<Edit, { kind: 'attention' }>): number | null {
  const found = weights.findIndex((weight) => weight > 0);
  return weights.filter((weight) => weight > 0).length === 1 ? found : null;
}
