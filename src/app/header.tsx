/** The top bar: the name, the pages that exist, the engine, sharing and exporting, theme and language; where the page is narrow what is rarely needed stands in a menu. */
import { type ReactNode, useId } from 'react';
import { languages, themes } from '../store/preferences';
import { useOpenDialog } from './dialogs';
import { EngineBadge } from './engine-badge';
import { exportWeights } from './export-weights';
import { useLab, usePreferences, useSession, useStatus } from './lab-context';
import { languageNames, useWords } from './messages/catalogue';
import { copyLink } from './address';
import { PagesNav } from './pages-nav';
import { ProjectorSwitch } from './projector-switch';
import { useNarrow } from './use-narrow';
import { hint } from '../views/hint';

/** Up to these widths the longest words of a language do not fit the bar: as they are, and in big type. */
const MENU_WIDTH = 960;
const MENU_WIDTH_BIG = 1240;

/** @param lab whether it stands above the lab itself, where there is a run to act on. */
export function Header({ lab }: { readonly lab: boolean }): ReactNode {
  const id = useId();
  const big = usePreferences((each) => each.projector);
  const menu = useNarrow(big ? MENU_WIDTH_BIG : MENU_WIDTH);
  const openDialog = useOpenDialog();
  const { messages } = useWords();
  const words = messages.header;
  return (
    <>
      <h1>{messages.name}</h1>
      <PagesNav />
      {lab && <EngineBadge />}
      {menu && (
        <button type="button" className="link-button header-more" aria-label={words.more} data-hint={words.more} popoverTarget={id}>
          ⋯
        </button>
      )}
      <div
        id={id}
        className="header-actions"
        popover={menu ? 'auto' : undefined}
        onClickCapture={({ target, currentTarget }) => {
          // What is done from the menu closes it, and the focus is where it can come back to.
          if (menu && target instanceof HTMLButtonElement) currentTarget.hidePopover();
        }}
      >
        {lab && <RunActions />}
        <ProjectorSwitch />
        <ThemeChoice />
        <LanguageChoice />
        {lab && (
          <button
            type="button"
            className="link-button header-help"
            data-hint={words.shortcuts}
            aria-label={words.shortcuts}
            onClick={() => {
              openDialog('shortcuts');
            }}
          >
            ?
          </button>
        )}
      </div>
    </>
  );
}

/** What can be done with the run at hand. */
function RunActions(): ReactNode {
  const session = useSession();
  const openDialog = useOpenDialog();
  const { messages } = useWords();
  const open = useStatus((status) => status.phase === 'open');
  const words = messages.header;
  return (
    <>
      <button
        type="button"
        className="link-button"
        {...hint(words.shareHint)}
        onClick={() => {
          void copyLink(session);
        }}
      >
        {words.share}
      </button>
      <button
        type="button"
        className="link-button"
        {...hint(messages.runs.hint)}
        aria-haspopup="dialog"
        onClick={() => {
          openDialog('runs');
        }}
      >
        {messages.runs.button}
      </button>
      <button
        type="button"
        className="link-button"
        {...hint(words.exportHint)}
        disabled={!open}
        onClick={() => {
          void exportWeights(session, document);
        }}
      >
        {words.export}
      </button>
    </>
  );
}

function ThemeChoice(): ReactNode {
  const id = useId();
  const { preferences } = useLab();
  const { messages } = useWords();
  const theme = usePreferences((each) => each.theme);
  return (
    <>
      <label htmlFor={id} className="visually-hidden">
        {messages.header.theme}
      </label>
      <select
        id={id}
        className="quiet-menu"
        value={theme}
        onChange={(event) => {
          const chosen = themes.find((each) => each === event.target.value);
          if (chosen !== undefined) preferences.setState({ theme: chosen });
        }}
      >
        {themes.map((each) => (
          <option key={each} value={each}>
            {messages.header.themes[each]}
          </option>
        ))}
      </select>
    </>
  );
}

function LanguageChoice(): ReactNode {
  const id = useId();
  const { preferences } = useLab();
  const { messages } = useWords();
  const language = usePreferences((each) => each.language);
  return (
    <>
      <label htmlFor={id} className="visually-hidden">
        {messages.header.language}
      </label>
      <select
        id={id}
        className="quiet-menu"
        value={language}
        onChange={(event) => {
          const chosen = languages.find((each) => each === event.target.value);
          if (chosen !== undefined) preferences.setState({ language: chosen });
        }}
      >
        {languages.map((each) => (
          <option key={each} value={each}>
            {languageNames[each]}
          </option>
        ))}
      </select>
    </>
  );
}
