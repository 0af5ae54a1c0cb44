/** The one table of pages beside the lab: each is a piece of its own, which comes when the address says `#NAME`. */
import { type ComponentType, lazy } from 'react';
import type { Messages } from './messages/en';

export interface PageRow {
  /** Draws the page's `main`; the header stands above it. */
  readonly Page: ComponentType;
  readonly title: (messages: Messages) => string;
}

export const pages = {
  tasks: { Page: lazy(() => import('./cards/tasks-page')), title: ({ header }) => header.tasks },
  race: { Page: lazy(() => import('./race/race-page')), title: ({ header }) => header.race },
  gallery: { Page: lazy(() => import('./gallery-page')), title: ({ header }) => header.gallery },
} as const satisfies Readonly<Record<string, PageRow>>;

export type PageName = keyof typeof pages;

export const pageNames = Object.keys(pages) as PageName[];
