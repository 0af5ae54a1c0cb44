/** Those who wait for the worker's answers: it gives them in the order in which it was asked. */
import type { Event, Forecasted, SampledText } from '../worker/protocol';
import type { Run } from '../model/run';

/** A run as a file, and what it is of. */
export interface SavedFile {
  readonly run: Run;
  readonly update: number;
  readonly file: Uint8Array;
}

/** The worker could not make a file of the run. */
export class SaveError extends Error {
  override readonly name = 'SaveError';
}

export interface Weights {
  readonly update: number;
  readonly file: Uint8Array;
}

/** What a network wrote by itself, and when. */
export interface Written extends SampledText {
  readonly update: number;
}

/** What comes after the window of a held-out example. */
export interface Forecast extends Forecasted {
  readonly example: number;
}

export interface Waiting {
  /** The next `saved` or `notSaved` is for this one. Rejects with a SaveError. */
  save(): Promise<SavedFile>;
  /** The next `weights`. */
  weights(): Promise<Weights>;
  /** The next `sampled` or `notSampled`; null where another run came in between. Rejects with an Error. */
  sample(): Promise<Written | null>;
  /** The next `foretold` or `notForetold`; null where another run came in between. Rejects with an Error. */
  foretell(): Promise<Forecast | null>;
  /** The next run that is opened from a file, or `fileRefused`; resolves with whether it was opened. */
  opening(file: Uint8Array): Promise<boolean>;
  /** Answers who has waited longest. */
  readonly answer: (
    event: Extract<
      Event,
      { readonly type: 'saved' | 'notSaved' | 'weights' | 'fileRefused' | 'sampled' | 'notSampled' | 'foretold' | 'notForetold' }
    >,
  ) => void;
  /** A file was opened. @returns it, where it was asked for here */
  opened(): Uint8Array | null;
  /** The worker cannot go on: nobody waits any longer. */
  giveUp(reason: string): void;
}

interface SaveRequest {
  readonly resolve: (saved: SavedFile) => void;
  readonly reject: (error: SaveError) => void;
}

interface ForecastRequest {
  readonly resolve: (forecast: Forecast | null) => void;
  readonly reject: (error: Error) => void;
}

interface TextRequest {
  readonly resolve: (written: Written | null) => void;
  readonly reject: (error: Error) => void;
}

interface FileRequest {
  readonly file: Uint8Array;
  readonly resolve: (opened: boolean) => void;
}

export function createWaiting(): Waiting {
  const saves: SaveRequest[] = [];
  const files: FileRequest[] = [];
  const texts: TextRequest[] = [];
  const forecasts: ForecastRequest[] = [];
  const weights: ((weights: Weights) => void)[] = [];
  return {
    save: () =>
      new Promise((resolve, reject) => {
        saves.push({ resolve, reject });
      }),
    weights: () =>
      new Promise((resolve) => {
        weights.push(resolve);
      }),
    sample: () =>
      new Promise((resolve, reject) => {
        texts.push({ resolve, reject });
      }),
    foretell: () =>
      new Promise((resolve, reject) => {
        forecasts.push({ resolve, reject });
      }),
    opening: (file) =>
      new Promise((resolve) => {
        files.push({ file, resolve });
      }),
    answer(event) {
      switch (event.type) {
        case 'saved':
          saves.shift()?.resolve({ run: event.run, update: event.update, file: event.file });
          return;
        case 'notSaved':
          saves.shift()?.reject(new SaveError(event.message));
          return;
        case 'weights':
          weights.shift()?.({ update: event.update, file: event.file });
          return;
        case 'sampled':
          texts.shift()?.resolve(event.text && { ...event.text, update: event.update });
          return;
        case 'notSampled':
          texts.shift()?.reject(new Error(event.message));
          return;
        case 'foretold':
          forecasts.shift()?.resolve(event.foretold && { ...event.foretold, example: event.example });
          return;
        case 'notForetold':
          forecasts.shift()?.reject(new Error(event.message));
          return;
        case 'fileRefused':
          files.shift()?.resolve(false);
          return;
        default:
          event satisfies never;
      }
    },
    opened() {
      const request = files.shift();
      request?.resolve(true);
      return request?.file ?? null;
    },
    giveUp(reason) {
      for (const { reject } of saves.splice(0)) reject(new SaveError(reason));
      for (const { reject } of [...texts.splice(0), ...forecasts.splice(0)]) reject(new Error(reason));
      for (const { resolve } of files.splice(0)) resolve(false);
    },
  };
}
