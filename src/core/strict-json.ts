/**
 * JSON from strangers: refused where it nests deeper than anything the lab writes, and where a name stands twice in one object, which
 * `JSON.parse` would let pass, the later one silently in the earlier one's place.
 */
import { InputError } from './errors';

const MAX_DEPTH = 32;

/**
 * The value that `bytes` hold, as UTF-8 without a byte order mark.
 * @param where names the text in messages.
 * @throws InputError for what is not JSON, nests too deep, or repeats a name.
 */
export function parseStrictJson(bytes: Uint8Array, where: string): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw refuse(where, String.fromCharCode(...bytes.subarray(0, 40)));
  }
  checkStructure(text, where);
  try {
    return JSON.parse(text);
  } catch {
    throw refuse(where, text);
  }
}

/** One look at every character: what is no JSON at all may pass here, since `JSON.parse` comes after. */
function checkStructure(text: string, where: string): void {
  /** For each object or list that is open: the names so far, null for a list. */
  const open: (Set<string> | null)[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text[at];
    if (character === '{' || character === '[') open.push(character === '{' ? new Set() : null);
    else if (character === '}' || character === ']') open.pop();
    if (open.length > MAX_DEPTH) throw new InputError(where, `must nest at most ${String(MAX_DEPTH)} levels deep`, open.length);
    if (character !== '"') {
      at += 1;
      continue;
    }
    const end = endOfString(text, at);
    const names = open.at(-1);
    if (names && isName(text, end)) {
      const name = decodeString(text.slice(at, end), where);
      if (names.has(name)) throw new InputError(where, 'must hold each name once in an object', name);
      names.add(name);
    }
    at = end;
  }
}

/** The place after the closing quotation mark of the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** Whether a colon follows. */
function isName(text: string, from: number): boolean {
  let at = from;
  while (at < text.length && ' \t\n\r'.includes(text[at])) at += 1;
  return text[at] === ':';
}

function decodeString(quoted: string, where: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    throw refuse(where, quoted);
  }
}

function refuse(where: string, got: string): InputError {
  return new InputError(where, 'must be JSON in UTF-8', got);
}
