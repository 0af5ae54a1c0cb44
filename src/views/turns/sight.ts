/** Whether a piece of the page that takes turns is in view, told to what is in it. */
import { createContext } from 'react';
import type { Watchable } from '../held';

/** null: it is in no such piece, and always in view. */
export const SightContext = createContext<Watchable<boolean> | null>(null);
