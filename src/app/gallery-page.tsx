/** The gallery: every named example of the views, drawn from stored numbers. */
import { lazy, type ReactNode, Suspense } from 'react';
import { examples } from '../views/gallery/examples';
import { GuardedView } from './guarded-view';
import { useWords } from './messages/catalogue';
import { RaceLinks } from './race/race-links';
import { useTheme } from './theme';
import { WhatIfLinks } from './what-if/what-if-links';
import './styles/gallery.css';

const GalleryCells = lazy(() => import('./gallery-cells'));

export default function GalleryPage(): ReactNode {
  const { messages } = useWords();
  const theme = useTheme();
  return (
    <main className="gallery">
      <h2>{messages.gallery.title}</h2>
      <p className="about">{messages.gallery.about}</p>
      <RaceLinks />
      <WhatIfLinks />
      {examples.map(({ name, render }) => (
        <section key={name} aria-label={name}>
          <h3>{name}</h3>
          <div className={name.startsWith('loss') ? 'gallery-narrow' : undefined}>
            <GuardedView name={name}>{render(theme)}</GuardedView>
          </div>
        </section>
      ))}
      <Suspense>
        <GalleryCells />
      </Suspense>
    </main>
  );
}
