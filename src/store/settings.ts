/** The experiment as edited: the run that is open, the engine asked for, and what was refused at which field. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EngineName } from '../model/executor';
import type { Run } from '../model/run';

/** A control of the experiment panel. */
export type Field =
  | 'task'
  | `option.${string}`
  | 'cell'
  | 'resetAfter'
  | 'nonlinearity'
  | 'hiddenSize'
  | 'layers'
  | `width.${number}`
  | 'embedding'
  | 'attention'
  | 'query'
  | 'decoderEmbedding'
  | 'headDropout'
  | 'dense'
  | `dense.${number}.${'size' | 'activation' | 'dropout'}`
  | 'bidirectional'
  | 'residual'
  | 'dropout'
  | 'optimizer'
  | 'learningRate'
  | 'momentum'
  | 'alpha'
  | 'beta1'
  | 'beta2'
  | 'eps'
  | 'weightDecay'
  | 'clip'
  | 'clipAt'
  | 'schedule'
  | 'every'
  | 'factor'
  | 'steps'
  | 'floor'
  | 'initialisation'
  | 'maxLag'
  | 'forgetBias'
  | 'spectralRadius'
  | 'truncate'
  | 'teacherForcing'
  | 'carryState'
  | 'batchSize'
  | 'seed'
  | 'engine';

export type EngineChoice = EngineName | 'auto';

/** Where a run begins: at its seed's initial weights, or at the trained ones that come with the page. */
export type StartingWeights = 'initial' | 'shipped';

/** Why what was entered at a field cannot be: a sentence in the page's language, or the rule of a specification, which is English. */
export type Refusal = { readonly kind: 'entry'; readonly sentence: string } | { readonly kind: 'rule'; readonly rule: string };

export interface Settings {
  readonly run: Run;
  readonly engine: EngineChoice;
  readonly weights: StartingWeights;
  /** Which held-out example is watched. */
  readonly example: number;
  readonly refused: Readonly<Partial<Record<Field, Refusal>>>;
}

export type SettingsStore = StoreApi<Settings>;

export function createSettings(run: Run): SettingsStore {
  return createStore<Settings>(() => ({ run, engine: 'auto', weights: 'initial', example: 0, refused: {} }));
}
