/** A race from outside made ready: parsed, its task found and loaded, its options complete, every lane's network fit for the task. */
import { parseRace, withinLane } from '../../model/parse-race';
import { type RaceSpec, runsOf } from '../../model/race';
import type { Run } from '../../model/run';
import { parseOptions } from '../../tasks/options';
import { getTask } from '../../tasks/table';
import type { ReadData, Task } from '../../tasks/task';
import { checkModelFitsTask } from '../fit-task';

export interface OpenedRace {
  /** Complete: every default filled in. */
  readonly race: RaceSpec;
  readonly task: Task;
  /** Of each lane, one a seed. */
  readonly runs: readonly (readonly Run[])[];
}

/** @throws InputError naming the field, for a race that cannot be run. */
export async function openRace(given: unknown, read: ReadData): Promise<OpenedRace> {
  const parsed = parseRace(given);
  const task = getTask(parsed.task.name);
  const race = { ...parsed, task: { name: task.name, options: parseOptions(task, parsed.task.options) } };
  const runs = runsOf(race);
  runs.forEach(([{ model }], lane) => {
    withinLane(lane, () => {
      checkModelFitsTask(model, task, race.task.options);
    });
  });
  await task.load?.(read);
  return { race, task, runs };
}
