/** The controls of the experiment panel: a number, typed or stepped by the arrow keys, a number with a slider, a few choices side by side, a menu. Each says under itself what was refused. */
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { NumberRange } from '../model/schema';
import type { Field } from '../store/settings';
import { useSession, useSettings } from './lab-context';
import { useWords } from './messages/catalogue';
import type { Messages } from './messages/en';
import type { NumberFormat } from './format';
import { readNumber, stepByKey } from './number-entry';

interface NumberFieldProps {
  readonly field: Field;
  readonly label: string;
  readonly value: number;
  readonly rule: NumberRange;
  readonly onCommit: (value: number) => void;
  /** One sentence on what the setting does. */
  readonly about?: string;
  /** Offers a slider from the rule's minimum to here. */
  readonly slideTo?: number;
}

/** How long a slider must rest before the run is opened anew. */
const restMs = 150;

export function NumberField({ field, label, value, rule, onCommit, about, slideTo }: NumberFieldProps): ReactNode {
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
      session.refuse(field, sayRule(rule, messages, format));
      return;
    }
    setText(null);
    if (entered !== value) onCommit(entered);
    else session.accept(field);
  };

  const shown = text ?? format.full(sliding ?? value);
  const at = readNumber(shown, rule) ?? value;

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
          value={shown}
          aria-valuetext={shown}
          {...useDescription(field, id, about)}
          onChange={(event) => {
            setText(event.target.value);
          }}
          onBlur={enter}
          onKeyDown={(event) => {
            if (event.key === 'Enter') enter();
            if (event.key === 'Escape') setText(null);
            const next = stepByKey(event, at, rule);
            if (next !== null) setText(format.full(next));
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
      <About id={id} about={about} />
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
  /** In a menu: the heading that it stands below, with those beside it that have the same. */
  readonly group?: string;
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
    <fieldset className="segments" {...useDescription(field, id)}>
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
  about,
  hideLabel = false,
}: ChoiceProps<Value> & { readonly about?: string; readonly hideLabel?: boolean }): ReactNode {
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
        {...useDescription(field, id, about)}
        onChange={(event) => {
          const chosen = choices.find((choice) => choice.value === event.target.value);
          if (chosen !== undefined) onChoose(chosen.value);
        }}
      >
        {groupChoices(choices).map(({ group, own }) => {
          const options = own.map((choice) => (
            <option key={choice.value} value={choice.value} disabled={choice.barred}>
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
      <About id={id} about={about} />
      <Refusal field={field} id={id} label={label} />
    </div>
  );
}

/** Choices that follow one another in one group, together. */
function groupChoices<Value extends string>(
  choices: readonly Choice<Value>[],
): readonly { readonly group: string | undefined; readonly own: Choice<Value>[] }[] {
  const groups: { readonly group: string | undefined; readonly own: Choice<Value>[] }[] = [];
  for (const choice of choices) {
    const last = groups.at(-1);
    if (last !== undefined && last.group === choice.group) last.own.push(choice);
    else groups.push({ group: choice.group, own: [choice] });
  }
  return groups;
}

interface SwitchProps {
  readonly label: string;
  readonly on: boolean;
  readonly onSwitch: (on: boolean) => void;
  readonly about?: string;
  /** true where it cannot be switched; beside it must stand why. */
  readonly barred?: boolean;
}

/** On or off. */
export function Switch({ label, on, onSwitch, about, barred = false }: SwitchProps): ReactNode {
  const id = useId();
  return (
    <div className="field">
      <label className="field-row check">
        <span>{label}</span>
        <input
          type="checkbox"
          checked={on}
          disabled={barred}
          aria-describedby={about === undefined ? undefined : `${id}-about`}
          onChange={(event) => {
            onSwitch(event.target.checked);
          }}
        />
      </label>
      <About id={id} about={about} />
    </div>
  );
}

function About({ id, about }: { readonly id: string; readonly about: string | undefined }): ReactNode {
  return (
    about !== undefined && (
      <p className="about" id={`${id}-about`}>
        {about}
      </p>
    )
  );
}

/** What a number must be, as a sentence. */
export function sayRule({ type, min, max, open }: NumberRange, { experiment }: Messages, { full }: NumberFormat): string {
  if (type === 'integer') return experiment.notAnInteger(full(min), full(max));
  if (open === 'min') return experiment.notAbove(full(min), full(max));
  return open === 'max' ? experiment.notBelow(full(min), full(max)) : experiment.notANumber(full(min), full(max));
}

function useDescription(field: Field, id: string, about?: string): { 'aria-invalid'?: true; 'aria-describedby'?: string } {
  const refused = useSettings((settings) => settings.refused[field]) !== undefined;
  const described = [...(about === undefined ? [] : [`${id}-about`]), ...(refused ? [`${id}-refusal`] : [])];
  return { ...(refused && { 'aria-invalid': true }), ...(described.length > 0 && { 'aria-describedby': described.join(' ') }) };
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
