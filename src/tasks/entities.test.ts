import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { entities } from './entities';
import { plainWords } from './entity-grammar';
import { TAGS } from './entity-tags';
import { parseOptions } from './options';

const options = parseOptions(entities, {});

beforeAll(async () => {
  await entities.load?.((name) => Promise.resolve(readFileSync(`public/data/${name}`, 'utf8')));
});

/** Sentences as `word/tag`. */
function write(stream: 'train' | 'heldOut', count: number): string[][] {
  const { inputs, lengths, targets } = entities.sample(options, 1, stream, 0, count);
  const { inputs: words, outputs: tags } = entities.symbols(options);
  const T = inputs.shape[1];
  return Array.from({ length: count }, (_, b) =>
    Array.from(inputs.data.subarray(b * T, b * T + lengths.data[b]), (id, t) => `${words[id]}/${tags[targets.data[b * T + t]]}`),
  );
}

/** Logits that answer with these tags. */
function answer(given: readonly string[], steps: number): Float32Array {
  const logits = new Float32Array(steps * TAGS.length);
  given.forEach((tag, t) => (logits[t * TAGS.length + TAGS.findIndex((each) => each === tag)] = 1));
  return logits;
}

describe('entities', () => {
  it('never cuts a sentence, and ends each within its steps', () => {
    const { inputs, lengths } = entities.sample(options, 2, 'heldOut', 0, 20_000);
    expect(Math.max(...lengths.data)).toBeLessThanOrEqual(inputs.shape[1]);
    expect(Math.min(...lengths.data)).toBeGreaterThan(2);
  });

  it('knows every word of training, and has names held out that it does not know', () => {
    expect(
      write('train', 2000)
        .flat()
        .filter((token) => token.startsWith('…/')),
    ).toEqual([]);
    const names = write('heldOut', 2000)
      .flat()
      .filter((token) => !token.endsWith('/O'));
    const unknown = names.filter((token) => token.startsWith('…/')).length / names.length;
    expect(unknown).toBeGreaterThan(0.1);
    expect(unknown).toBeLessThan(0.3);
  });

  it('tags the words of the grammar as nothing, but for the firms’ legal forms', () => {
    const legal = ['Group', 'Inc', 'LLC', 'and', 'Sons'];
    const plain = new Set(plainWords.filter((word) => !legal.includes(word)));
    for (const token of write('train', 2000).flat()) {
      const [word, tag] = token.split('/');
      if (plain.has(word)) expect(token).toBe(`${word}/O`);
      else expect(tag).not.toBe('O');
    }
  });

  it('has names that are person, place and firm in turn', () => {
    const tagsOf = new Map<string, Set<string>>();
    for (const token of write('train', 5000).flat()) {
      const [word, tag] = token.split('/');
      tagsOf.set(word, (tagsOf.get(word) ?? new Set()).add(tag));
    }
    const ambiguous = [...tagsOf.values()].filter((tags) => ['B-PER', 'B-LOC', 'B-ORG'].every((tag) => tags.has(tag)));
    expect(ambiguous.length).toBeGreaterThan(20);
  });

  it('scores whole entities: found, half found and wrongly found ones', () => {
    const tags = ['O', 'B-PER', 'I-PER', 'O', 'B-LOC', 'B-ORG'];
    const batch = {
      inputs: { shape: [1, 6], data: new Int32Array(6) },
      targets: { shape: [1, 6], data: Int32Array.from(tags, (tag) => TAGS.findIndex((each) => each === tag)) },
    };
    const score = (given: readonly string[]) => entities.score(answer(given, 6), batch);
    expect(score(tags)).toEqual({ sum: 6, count: 6 });
    expect(score(['O', 'O', 'O', 'O', 'O', 'O'])).toEqual({ sum: 0, count: 3 });
    // The person only by half, the place with a wrong kind, the firm right.
    expect(score(['O', 'B-PER', 'O', 'O', 'B-ORG', 'B-ORG'])).toEqual({ sum: 2, count: 6 });
    // A tag that continues nothing begins an entity too, as the shared task counts.
    expect(score(['O', 'I-PER', 'I-PER', 'O', 'I-LOC', 'I-ORG'])).toEqual({ sum: 6, count: 6 });
  });

  it('has each word’s most frequent tag beside it, which is worse the more names are ambiguous', () => {
    const rules = [0, 1].map((ambiguous) => entities.rival?.({ ambiguous }).metric ?? 0);
    expect(rules[0]).toBeGreaterThan(rules[1]);
    expect(rules[0]).toBeLessThan(0.7);
    expect(rules[1]).toBeGreaterThan(0.2);
  });
});
