/** The controls of the race's setup: a number, a menu, a few choices side by side. Each says under itself what was refused. */
import { type ReactNode, useId, useState } from 'react';
import type { NumberRange } from '../../model/schema';
import { sayRule } from '../fields';
import { useWords } from '../messages/catalogue';
import { readNumber, stepByKey } from '../number-entry';
import { useRaceState, useRaceWords } from './race-context';

interface NumberEntryProps {
  /** What a refusal of the race names. */
  readonly field: string;
  readonly label: string;
  readonly value: number | null;
  readonly rule: NumberRange;
  readonly onCommit: (value: number) => void;
  /** Offers an empty field; without it there must be a number. */
  readonly empty?: { readonly label: string; readonly rule: string; readonly onCommit: () => void };
  readonly about?: string;
}

export function NumberEntry({ field, label, value, rule, onCommit, empty, about }: NumberEntryProps): ReactNode {
  const id = useId();
  const { messages, format } = useWords();
  const [text, setText] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const refused = useRefusal(field);
  const sentence = wrong ?? refused;
  const enter = (): void => {
    if (text === null) return;
    if (empty && text.trim() === '') {
      settle();
      if (value !== null) empty.onCommit();
      return;
    }
    const entered = readNumber(text, rule);
    if (entered === null) {
      setWrong(empty?.rule ?? sayRule(rule, messages, format));
      return;
    }
    settle();
    if (entered !== value) onCommit(entered);
  };
  const settle = (): void => {
    setText(null);
    setWrong(null);
  };
  const shown = text ?? (value === null ? '' : format.full(value));
  const at = readNumber(shown, rule);
  return (
    <div className="field">
      <div className="field-row">
        <label htmlFor={id}>{label}</label>
        <input
          id={id}
          className="number-input"
          role="spinbutton"
          inputMode="decimal"
          autoComplete="off"
          placeholder={empty?.label}
          value={shown}
          aria-valuetext={shown === '' ? empty?.label : shown}
          aria-invalid={sentence === null ? undefined : true}
          aria-describedby={sentence === null ? undefined : `${id}-refusal`}
          onChange={(event) => {
            setText(event.target.value);
          }}
          onBlur={enter}
          onKeyDown={(event) => {
            if (event.key === 'Enter') enter();
            if (event.key === 'Escape') settle();
            const next = stepByKey(event, at ?? value ?? Math.max(0, rule.min), rule);
            if (next !== null) setText(format.full(next));
          }}
        />
      </div>
      {about !== undefined && <p className="about">{about}</p>}
      <p className="refusal" id={`${id}-refusal`} role="status">
        {sentence}
      </p>
    </div>
  );
}

/** What the race says against the last change at this control. */
function useRefusal(field: string): string | null {
  const words = useRaceWords();
  const notice = useRaceState((state) => state.notice);
  return notice?.kind === 'refused' && notice.field === field ? words.refused(notice.detail) : null;
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly { readonly value: Value; readonly label: string; readonly group?: string }[];
  readonly onChoose: (value: Value) => void;
  readonly hideLabel?: boolean;
}

export function MenuEntry<Value extends string>({ label, value, choices, onChoose, hideLabel = false }: ChoiceProps<Value>): ReactNode {
  const id = useId();
  const groups = [...new Set(choices.map(({ group }) => group))];
  return (
    <div className="field">
      <label htmlFor={id} className={hideLabel ? 'visually-hidden' : undefined}>
        {label}
      </label>
      <select
        id={id}
        className="menu"
        value={value}
        onChange={(event) => {
          const chosen = choices.find((choice) => choice.value === event.target.value);
          if (chosen) onChoose(chosen.value);
        }}
      >
        {groups.map((group) => {
          const options = choices
            .filter((choice) => choice.group === group)
            .map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            ));
          return group === undefined ? (
            options
          ) : (
            <optgroup key={group} label={group}>
              {options}
            </optgroup>
          );
        })}
      </select>
    </div>
  );
}

/** Two to four choices side by side, one of them taken. */
export function SegmentsEntry<Value extends string>({ label, value, choices, onChoose }: ChoiceProps<Value>): ReactNode {
  const id = useId();
  return (
    <fieldset className="segments">
      <legend className="visually-hidden">{label}</legend>
      <div className="segments-row">
        {choices.map((choice) => (
          <label key={choice.value} className="segment">
            <input
              type="radio"
              name={id}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => {
                onChoose(choice.value);
              }}
            />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
