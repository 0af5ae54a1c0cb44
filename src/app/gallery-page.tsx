/** The gallery: every named example of the views, drawn from stored numbers. */
import type { ReactNode } from 'react';
import { examples } from '../views/gallery/examples';
import { CellExampleView, cellExamples } from './gallery-cells';
import { GuardedView } from './guarded-view';
import { useWords } from './messages/catalogue';
import { RaceLinks } from './race/race-links';
import { useTheme } from './theme';
import './styles/gallery.css';

export default function GalleryPage(): ReactNode {
  const { messages } = useWords();
  const theme = useTheme();
  return (
    <main className="gallery">
      <h2>{messages.gallery.title}</h2>
      <p className="about">{messages.gallery.about}</p>
      <RaceLinks />
      {examples.map(({ name, render }) => (
        <section key={name} aria-label={name}>
          <h3>{name}</h3>
          <div className={name.startsWith('loss') ? 'gallery-narrow' : undefined}>
            <GuardedView name={name}>{render(theme)}</GuardedView>
          </div>
        </section>
      ))}
      {cellExamples.map((example) => (
        <section key={example.name} aria-label={example.name}>
          <h3>{example.name}</h3>
          <GuardedView name={example.name}>
            <CellExampleView example={example} />
          </GuardedView>
        </section>
      ))}
    </main>
  );
}
