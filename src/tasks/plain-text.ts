/** Text as people type it, and as a task names its characters: a space and a line break have visible marks there. */
import { reservedTokens } from '../model/spec';

const marks: Readonly<Record<string, string>> = { ' ': '␣', '\n': '↵' };

/** The text as token ids, a character each; null where one is none of the task's. */
export function readPlainText(text: string, names: readonly string[]): readonly number[] | null {
  const ids = Array.from(text, (character) => {
    const name = !names.includes(character) && Object.hasOwn(marks, character) ? marks[character] : character;
    return names.indexOf(name, reservedTokens.length);
  });
  return ids.includes(-1) ? null : ids;
}

/** Token ids as text, with spaces and line breaks where their marks are. */
export function writePlainText(tokens: ArrayLike<number>, names: readonly string[]): string {
  return Array.from(tokens, (token) => Object.keys(marks).find((character) => marks[character] === names[token]) ?? names[token]).join('');
}
