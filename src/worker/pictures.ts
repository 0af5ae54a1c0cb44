/** The snapshots that the page draws, all of the one held-out example that is watched. */
import { InputError } from '../core/errors';
import type { Session } from '../engine/session';
import type { Event } from './protocol';
import { createRate } from './rate';

export interface Pictures {
  /** Whether it is time for one while training. */
  readonly due: boolean;
  /** From now on every snapshot is of this example, which `checkExample` has let pass. */
  watch(example: number): void;
  /** The next one is due at once. */
  hasten(): void;
  show(session: Session): Promise<void>;
  showInitial(session: Session): Promise<void>;
}

/** @param clock milliseconds */
export function createPictures(post: (event: Event) => void, clock: () => number): Pictures {
  const rate = createRate({ share: 0.05, shortest: 50, longest: 500 }, clock);
  let watched = 0;
  return {
    get due() {
      return rate.due;
    },
    watch(example) {
      watched = example;
    },
    hasten() {
      rate.hasten();
    },
    async show(session) {
      post({ type: 'snapshot', snapshot: await rate.measure(() => session.snapshot(watched)) });
    },
    async showInitial(session) {
      post({ type: 'initial', snapshot: await session.initialSnapshot(watched) });
    },
  };
}

/** @throws InputError naming `where` for what is no held-out example's number. */
export function checkExample(where: string, example: number): void {
  if (Number.isInteger(example) && example >= 0 && example <= 0x7fffffff) return;
  throw new InputError(where, 'must be a whole number from 0 to 2147483647', example);
}
