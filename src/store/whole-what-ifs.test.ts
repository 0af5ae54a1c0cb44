import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSafetensors } from '../core/safetensors';
import { createProber } from '../engine/prober';
import { checkEditsFitBatch, parseEdits } from '../model/parse-edits';
import { packParameters } from '../model/parameter-files';
import { layoutParameters } from '../model/parameters';
import { createReferenceEngine } from '../reference/engine';
import { getTask } from '../tasks/table';
import { completeRun } from './complete-run';
import { readLink, writeLink } from './permalink';
import { wholeWhatIf, wholeWhatIfNames } from './whole-what-ifs';

const at = (path: string): URL => new URL(`../../public/start/${path}`, import.meta.url);

describe('interventions by name', () => {
  it.each(wholeWhatIfNames)('%s is a link on the trained run, which its network can have', (name) => {
    const link = wholeWhatIf(name);
    const { run } = JSON.parse(readFileSync(at('run.json'), 'utf8')) as { run: unknown };
    expect(link.run).toEqual(completeRun(run));
    expect(readLink(writeLink(link))).toEqual(link);
    expect(parseEdits(link.edits, link.run.model)).toEqual(link.edits);
  });

  it('change what they are about: without its states the network does not know the symbol, without c alone it knows less', async () => {
    const { run } = wholeWhatIf('forgetOnce');
    const { model, task, seed } = run;
    const batch = getTask(task.name).sample(task.options, seed, 'heldOut', 0, 1);
    const weights = packParameters(layoutParameters(model), readSafetensors(readFileSync(at('weights.safetensors'))));
    const prober = createProber(model, (plan) => createReferenceEngine().createExecutor(plan));
    const lossOf: Record<string, number> = {};
    for (const name of wholeWhatIfNames) {
      const edits = parseEdits(wholeWhatIf(name).edits, model);
      checkEditsFitBatch(edits, model, batch);
      const { tensors, edited } = await prober.take(batch, weights, edits);
      if (edited === undefined || 'refused' in edited) throw new Error('edited: must be there, got nothing');
      lossOf.unedited = tensors.loss.data[0];
      lossOf[name] = edited.tensors.loss.data[0];
    }
    prober.dispose();
    expect(lossOf.unedited).toBeLessThan(0.05);
    expect(lossOf.wipeState).toBeGreaterThan(1);
    expect(lossOf.forgetOnce).toBeGreaterThan(10 * lossOf.unedited);
    expect(lossOf.forgetOnce).toBeLessThan(lossOf.wipeState);
  });
});
