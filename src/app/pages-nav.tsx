/** The links between the pages that exist. */
import type { ReactNode } from 'react';
import { linkOf } from './address';
import { useSession } from './lab-context';
import { useWords } from './messages/catalogue';
import { pageNames, pages } from './pages';
import { useRoute } from './route';

export function PagesNav(): ReactNode {
  const session = useSession();
  const { messages } = useWords();
  const route = useRoute();
  const words = messages.header;
  return (
    <nav className="pages" aria-label={words.navigation}>
      <a
        href="#"
        aria-current={route === 'lab' ? 'page' : undefined}
        onClick={(event) => {
          // Back to the run as it is, not to the one that the page began with.
          event.preventDefault();
          if (route !== 'lab') window.location.hash = session.status.getState().phase === 'opening' ? '' : linkOf(session);
        }}
      >
        {words.lab}
      </a>
      {pageNames.map((name) => (
        <a key={name} href={`#${name}`} aria-current={route === name ? 'page' : undefined}>
          {pages[name].title(messages)}
        </a>
      ))}
    </nav>
  );
}
