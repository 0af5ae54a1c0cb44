/** Every task has a complete card in every language, and its numbers are the task's own and those that were measured. */
import { readFile } from 'node:fs/promises';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import rows from '../../../bench/learn.json';
import { readLink } from '../../store/permalink';
import { firstRunOf } from '../../store/first-runs';
import { dataSources } from '../../tasks/data-sources';
import { definitions } from '../../tasks/definitions';
import { getTask, tasks } from '../../tasks/table';
import { checkModelFitsTask } from '../../engine/fit-task';
import { de } from '../messages/cards/de';
import { en } from '../messages/cards/en';
import { zh } from '../messages/cards/zh';
import { addressOfRun } from './address';
import { applications } from './applications';
import { beats, CardFacts } from './card-facts';
import { computeFacts } from './facts';

const languages = { en, de, zh };
const read = (name: string): Promise<string> => readFile(`public/data/${name}`, 'utf8');

/** The numbers of a card's markup, by what they are. */
function readNumbers(markup: string): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const [, value, name] of markup.matchAll(/<data value="([^"]*)" data-fact="(\w+)"/g))
    found.set(name, [...(found.get(name) ?? []), Number(value)]);
  return found;
}

describe.each(tasks.map((task) => [task.name, task] as const))('the card of %s', (name, task) => {
  const first = firstRunOf(task);

  it('says everything in every language', () => {
    for (const [language, words] of Object.entries(languages)) {
      for (const part of ['reads', 'answers', 'memory', 'solved'] as const) expect(words.tasks[name]?.[part], `${language}: ${part}`).toMatch(/\S/);
    }
  });

  it('shows the numbers of the task and of the measurement', async () => {
    const { options } = first.run.task;
    const facts = await computeFacts(task, options, first.run.seed, read);
    const markup = renderToStaticMarkup(<CardFacts task={task} first={first} facts={{ kind: 'ready', facts }} words={en} theme="light" />);
    const numbers = readNumbers(markup);
    expect(numbers.get('baseline')).toEqual([task.baseline(options).value]);
    expect(numbers.get('rival') ?? []).toEqual(task.rival ? [task.rival(options).metric] : []);
    const measured = rows.filter((row) => row.kind === 'trained' && row.name === first.name);
    expect(numbers.get('measured') ?? []).toEqual(measured.map((row) => row.metric?.value));
    const further = measured.flatMap((row) => ('metrics' in row ? (row.metrics as { readonly value: number | null }[]) : []));
    expect([...markup.matchAll(/<data value="([^"]*)" data-measure/g)].map(([, value]) => Number(value))).toEqual(further.map(({ value }) => value));
    if (measured.length === 0) expect(markup).toContain(en.card.notMeasured);
    for (const words of Object.values(languages)) expect(words.baselines[facts.baseline.name], facts.baseline.name).toBeDefined();
    expect(facts.sample.some(({ role }) => role === 'read')).toBe(true);
    expect(markup).toContain('class="sample"');
    expect(markup).not.toContain('undefined');
  });

  it('leads to a run that the engines take', () => {
    const { run } = readLink(addressOfRun(first.run).slice(1));
    expect(run).toEqual(first.run);
    expect(() => {
      checkModelFitsTask(run.model, task, run.task.options);
    }).not.toThrow();
  });
});

describe('cards', () => {
  it('show of text the characters read, and the one that comes next', async () => {
    const task = getTask('text');
    const { run } = firstRunOf(task);
    const { sample } = await computeFacts(task, run.task.options, run.seed, read);
    const batch = task.sample(run.task.options, run.seed, 'heldOut', 0, 1);
    const names = task.symbols(run.task.options).outputs;
    const last = names[batch.targets.data[batch.targets.data.length - 1]];
    expect(sample).toMatchObject([
      { kind: 'steps', role: 'read' },
      { kind: 'steps', role: 'asked', steps: [{ read: last, asked: null }] },
    ]);
  });

  it('are of tasks, and so are the applications, eleven in all', () => {
    const names = tasks.map((task) => task.name);
    for (const words of Object.values(languages)) expect(Object.keys(words.tasks).sort()).toEqual([...names].sort());
    expect(names).toEqual(expect.arrayContaining([...Object.keys(definitions), ...Object.keys(dataSources)]));
    const uses = Object.values(applications).flatMap((field) => Object.values(field) as (readonly string[])[]);
    expect(uses).toHaveLength(11);
    expect(names).toEqual(expect.arrayContaining(uses.flat()));
  });

  it('show every measured task as measured', () => {
    const measured = tasks.filter((task) => firstRunOf(task).measurements.length > 0);
    expect(measured.length).toBeGreaterThan(10);
    for (const task of measured) expect(firstRunOf(task).measurements.length, task.name).toBe(3);
  });

  it('compare in the direction of the metric', () => {
    const at = (value: number | null) => [{ seed: 1, updates: 1, value, measures: [] }];
    const rival = { name: 'rule', metric: 0.5 };
    expect([
      beats(at(0.6), rival, 'higher'),
      beats(at(0.6), rival, 'lower'),
      beats(at(0.5), rival, 'lower'),
      beats(at(null), rival, 'higher'),
    ]).toEqual([...[true, false, false, false]]);
  });
});
