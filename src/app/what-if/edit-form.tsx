/** The form of one intervention at the place under the cursor. */
import { type ReactNode, useId, useState } from 'react';
import { InputError } from '../../core/errors';
import { gateNames } from '../../model/gates';
import { checkEditsFitBatch, editedValue, parseEdits } from '../../model/parse-edits';
import type { Snapshot } from '../../model/snapshot';
import { nameScan } from '../../views/scan-names';
import { readLength } from '../../views/series';
import type { QuantityName } from '../../views/quantity';
import { useCursor, useSession } from '../lab-context';
import { useWords } from '../messages/catalogue';
import type { WhatIfWords } from '../messages/what-if/en';
import { readNumber, stepByKey } from '../number-entry';
import { type Draft, type DraftKind, editOf, kindsAt, needsValue } from './draft';

interface Props {
  readonly snapshot: Snapshot;
  readonly words: WhatIfWords;
  readonly units: number;
}

export function EditForm({ snapshot, words, units }: Props): ReactNode {
  const id = useId();
  const session = useSession();
  const { messages } = useWords();
  const { scan, t, unit, across, gate, entry } = useCursor((cursor) => cursor);
  const { model, batch } = snapshot;
  const kinds = kindsAt(model);
  const gates = gateNames[model.encoder.cell];
  const [draft, setDraft] = useState<Draft>({ kind: kinds[0], gate: '', value: '0', allUnits: false, allSteps: false, to: 0 });
  const [refusal, setRefusal] = useState<string | null>(null);
  const kind = kinds.includes(draft.kind) ? draft.kind : kinds[0];
  const held = gates.find((each) => each === draft.gate) ?? gates.find((each) => each === gate) ?? gates.at(0) ?? '';
  const set = (next: Partial<Draft>): void => {
    setDraft({ ...draft, ...next });
    setRefusal(null);
  };
  const value = readNumber(draft.value, editedValue) ?? 0;
  const spans = kind === 'gate' || kind === 'hidden' || kind === 'cell';

  const add = (): void => {
    const sourceSteps = batch.inputs.shape[1];
    const sourceLength = readLength(snapshot, sourceSteps);
    const edit = editOf({ ...draft, kind, gate: held }, { scan, t, unit, across, entry, sourceLength, sourceSteps });
    if (edit === null) {
      setRefusal(kind === 'weight' && entry === null ? words.noEntry : words.notNumber);
      return;
    }
    try {
      const edits = parseEdits([...session.whatIf.getState().edits, edit], model);
      checkEditsFitBatch(edits, model, batch, (each) => each !== edits.at(-1));
      session.edit(edits);
      setRefusal(null);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      setRefusal(words.refused(error.message));
    }
  };

  const option = (value: string, label: string): ReactNode => (
    <option key={value} value={value}>
      {label}
    </option>
  );
  return (
    <form
      className="what-if-form"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <p className="what-if-place number">
        {words.place(nameScan(scan, model.encoder.bidirectional, messages.stageLabels), String(t), String(unit))}
      </p>
      <label>
        {words.kind}
        <select
          value={kind}
          onChange={(event) => {
            set({ kind: event.target.value as DraftKind });
          }}
        >
          {kinds.map((each) => option(each, words.kinds[each]))}
        </select>
      </label>
      {kind === 'gate' && (
        <label>
          {words.gate}
          <select
            value={held}
            onChange={(event) => {
              set({ gate: event.target.value });
            }}
          >
            {gates.map((each) => option(each, messages.stageLabels.quantities[each as QuantityName]))}
          </select>
        </label>
      )}
      {needsValue(kind) && (
        <label>
          {words.value}
          <input
            className="number-input"
            role="spinbutton"
            inputMode="decimal"
            value={draft.value}
            aria-valuetext={draft.value}
            aria-invalid={refusal !== null}
            aria-describedby={`${id}-refusal`}
            onChange={(event) => {
              set({ value: event.target.value });
            }}
            onKeyDown={(event) => {
              const next = stepByKey(event, value, editedValue);
              if (next !== null) set({ value: String(next) });
            }}
          />
        </label>
      )}
      {spans && (
        <>
          <label>
            {words.units}
            <select
              value={draft.allUnits ? 'all' : 'one'}
              onChange={(event) => {
                set({ allUnits: event.target.value === 'all' });
              }}
            >
              {option('one', words.thisUnit(String(unit)))}
              {option('all', words.allUnits)}
            </select>
          </label>
          <label>
            {words.steps}
            <select
              value={draft.allSteps ? 'all' : 'one'}
              onChange={(event) => {
                set({ allSteps: event.target.value === 'all' });
              }}
            >
              {option('one', words.thisStep(String(t)))}
              {option('all', words.allSteps)}
            </select>
          </label>
        </>
      )}
      {kind === 'copy' && (
        <label>
          {words.to}
          <input
            className="number-input"
            type="number"
            min={0}
            max={units - 1}
            value={draft.to}
            onChange={(event) => {
              const { valueAsNumber } = event.target;
              if (Number.isInteger(valueAsNumber)) set({ to: valueAsNumber });
            }}
          />
        </label>
      )}
      {kind === 'weight' && (
        <span className="number">{entry === null ? words.noEntry : `${entry.parameter} [${String(entry.row)}, ${String(entry.column)}]`}</span>
      )}
      <button type="submit" className="button">
        {words.add}
      </button>
      <p className="refusal" id={`${id}-refusal`} role="status">
        {refusal}
      </p>
    </form>
  );
}
