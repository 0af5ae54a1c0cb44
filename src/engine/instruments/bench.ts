/** The instruments of a run, each measured when it is asked for on plans of its own: those of one example from its snapshot and weights. */
import type { Numbers } from '../../core/tensor';
import type { Executor } from '../../model/executor';
import type { InstrumentName, InstrumentRequest, Instruments } from '../../model/instruments';
import type { Plan } from '../../model/plan';
import type { Run } from '../../model/run';
import type { Snapshot } from '../../model/snapshot';
import type { Task } from '../../tasks/task';
import { isFiniteArray } from '../weights';
import { splitRoads } from './roads';
import { measureSaturation } from './saturation';

export interface BenchOptions {
  readonly run: Run;
  readonly task: Task;
  readonly createExecutor: (plan: Plan) => Promise<Executor>;
}

/** What is measured: a snapshot, the held-out example that it is of, and its weights in the flat layout. */
export interface Subject {
  readonly snapshot: Snapshot;
  readonly example: number;
  readonly weights: Numbers;
}

export interface InstrumentBench {
  /** The instrument asked for, or nothing where it does not apply to the run, or its weights are not finite. */
  measure(name: InstrumentName, subject: Subject, request: InstrumentRequest): Promise<Instruments>;
  dispose(): void;
}

export function createInstrumentBench(_options: BenchOptions): InstrumentBench {
  return {
    measure(name, { snapshot, weights }, _request) {
      return Promise.resolve(isFiniteArray(weights) ? measureSnapshot(name, snapshot) : {});
    },
    dispose: () => undefined,
  };
}

function measureSnapshot(name: InstrumentName, { model, batch, tensors, update }: Snapshot): Instruments {
  switch (name) {
    case 'roads': {
      const found = splitRoads(model, batch, tensors);
      return Object.keys(found).length === 0 ? {} : { roads: { update, tensors: found } };
    }
    case 'saturation':
      return model.encoder.cell === 'rnn' ? {} : { saturation: { update, tensors: measureSaturation(model, batch, tensors) } };
    default:
      return {};
  }
}
