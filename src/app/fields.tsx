/** The controls of the experiment panel: a number, a number with a slider, a few choices side by side, a menu. Each says under itself what was refused. */
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { Field } from '../store/settings';
import { useSession, useSettings } from './lab-context';
import { useWords } from './messages/catalogue';
import { type NumberRule, readNumber } from './number-entry';

interface NumberFieldProps {
  readonly field: Field;
  readonly label: string;
  readonly value: number;
  readonly rule: NumberRule;
  readonly onCommit: (value: number) => void;
  /** Offers a slider from the rule's minimum to here. */
  readonly slideTo?: number;
}

/** How long a slider must rest before the run is opened anew. */
const restMs = 150;

export function NumberField({ field, label, value, rule, onCommit, slideTo }: NumberFieldProps): ReactNode {
  const id = useId();
  const session = useSession();
  const { messages, format } = useWords();
  const [text, setText] = useState<string | null>(null);
  const [sliding, setSliding] = useState<number | null>(null);
  const commitLater = useRestingCallback(onCommit);

  const enter = (): void => {
    if (text === null) return;
    const entered = readNumber(text, rule);
    if (entered === null) {
      const sentence = rule.type === 'integer' ? messages.experiment.notAnInteger : messages.experiment.notANumber;
      session.refuse(field, sentence(format.full(rule.min), format.full(rule.max)));
      return;
    }
    setText(null);
    if (entered !== value) onCommit(entered);
    else session.accept(field);
  };

  return (
    <div className="field">
      <div className="field-row">
        <label htmlFor={id}>{label}</label>
        <input
          id={id}
          className="number-input"
          inputMode="decimal"
          autoComplete="off"
          value={text ?? format.full(sliding ?? value)}
          {...useRefusal(field, id)}
          onChange={(event) => {
            setText(event.target.value);
          }}
          onBlur={enter}
          onKeyDown={(event) => {
            if (event.key === 'Enter') enter();
            if (event.key === 'Escape') setText(null);
          }}
        />
      </div>
      {slideTo !== undefined && (
        <input
          type="range"
          aria-label={label}
          min={rule.min}
          max={Math.min(rule.max, slideTo)}
          step={rule.type === 'integer' ? 1 : 'any'}
          value={sliding ?? value}
          onChange={(event) => {
            const next = Number(event.target.value);
            setSliding(next);
            setText(null);
            commitLater(next, () => {
              setSliding(null);
            });
          }}
        />
      )}
      <Refusal field={field} id={id} label={label} />
    </div>
  );
}

/** Calls `callback` with the last value once there has been none for `restMs`. */
function useRestingCallback(callback: (value: number) => void): (value: number, done: () => void) => void {
  const latest = useRef(callback);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => {
    latest.current = callback;
  });
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );
  return (value, done) => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      latest.current(value);
      done();
    }, restMs);
  };
}

interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** true where it cannot be taken; beside it must stand why. */
  readonly barred?: boolean;
}

interface ChoiceProps<Value extends string> {
  readonly field: Field;
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onChoose: (value: Value) => void;
}

/** Two to four choices side by side, one of them taken. */
export function Segments<Value extends string>({ field, label, value, choices, onChoose }: ChoiceProps<Value>): ReactNode {
  const id = useId();
  return (
    <fieldset className="segments" {...useRefusal(field, id)}>
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
      <Refusal field={field} id={id} label={label} />
    </fieldset>
  );
}

export function Menu<Value extends string>({
  field,
  label,
  value,
  choices,
  onChoose,
  hideLabel = false,
}: ChoiceProps<Value> & { readonly hideLabel?: boolean }): ReactNode {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id} className={hideLabel ? 'visually-hidden' : undefined}>
        {label}
      </label>
      <select
        id={id}
        className="menu"
        value={value}
        {...useRefusal(field, id)}
        onChange={(event) => {
          const chosen = choices.find((choice) => choice.value === event.target.value);
          if (chosen !== undefined) onChoose(chosen.value);
        }}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} disabled={choice.barred}>
            {choice.label}
          </option>
        ))}
      </select>
      <Refusal field={field} id={id} label={label} />
    </div>
  );
}

/** On or off. */
export function Switch({
  label,
  on,
  onSwitch,
  barred = false,
}: {
  readonly label: string;
  readonly on: boolean;
  readonly onSwitch: (on: boolean) => void;
  /** true where it cannot be switched; beside it must stand why. */
  readonly barred?: boolean;
}): ReactNode {
  return (
    <label className="field-row check">
      <span>{label}</span>
      <input
        type="checkbox"
        checked={on}
        disabled={barred}
        onChange={(event) => {
          onSwitch(event.target.checked);
        }}
      />
    </label>
  );
}

function useRefusal(field: Field, id: string): { 'aria-invalid'?: true; 'aria-describedby'?: string } {
  const refused = useSettings((settings) => settings.refused[field]);
  return refused === undefined ? {} : { 'aria-invalid': true, 'aria-describedby': `${id}-refusal` };
}

function Refusal({ field, id, label }: { readonly field: Field; readonly id: string; readonly label: string }): ReactNode {
  const { messages } = useWords();
  const refused = useSettings((settings) => settings.refused[field]);
  return (
    <p className="refusal" id={`${id}-refusal`} role="status">
      {refused?.kind === 'rule' ? messages.experiment.againstRule(label, refused.rule) : refused?.sentence}
    </p>
  );
}
