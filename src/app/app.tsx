/** The shell of the page: header, experiment, stage, inspector and transport, each able to fail alone. */
import { lazy, type ReactNode, Suspense, useCallback, useState } from 'react';
import { Dialogs, useOpenDialog } from './dialogs';
import { Experiment } from './experiment';
import { FileDrop } from './file-drop';
import { GuardedView } from './guarded-view';
import { Header } from './header';
import { Inspector } from './inspector';
import { useLab, usePreferences, useSettings, useStatus, useTask } from './lab-context';
import { useWords, WordsProvider } from './messages/catalogue';
import { Notices } from './notices';
import { type PageRow, pages } from './pages';
import { useRoute } from './route';
import { useShortcuts } from './shortcuts';
import { StagePanel } from './stage-panel';
import { Transport } from './transport';
import { TurnsProvider } from '../views/turns/turn';

/** Draws nothing that the first picture needs. */
const LossPanel = lazy(() => import('./loss-panel'));
const PastNotice = lazy(() => import('./past-notice'));

export function App(): ReactNode {
  const language = usePreferences((preferences) => preferences.language);
  return (
    <WordsProvider language={language}>
      <Page />
    </WordsProvider>
  );
}

function Page(): ReactNode {
  const route = useRoute();
  return <Dialogs>{route === 'lab' ? <LabPage /> : <OtherPage {...pages[route]} />}</Dialogs>;
}

function OtherPage({ Page, title }: PageRow): ReactNode {
  const { messages } = useWords();
  return (
    <>
      <header className="lab-header">
        <Header lab={false} />
      </header>
      <GuardedView name={title(messages)}>
        <Suspense>
          <Page />
        </Suspense>
      </GuardedView>
    </>
  );
}

function LabPage(): ReactNode {
  const { messages } = useWords();
  const openDialog = useOpenDialog();
  const list = useCallback(() => {
    openDialog('shortcuts');
  }, [openDialog]);
  useShortcuts(list);
  const { turns } = useLab();
  const running = useStatus((status) => status.running);
  const past = useStatus((status) => status.moment !== null);
  return (
    <div className="lab">
      <a className="skip-link" href="#stage">
        {messages.skipToStage}
      </a>
      <header className="lab-header">
        <Header lab />
      </header>
      <Notices />
      <TurnsProvider value={running ? turns : null}>
        <ExperimentColumn />
        <div className="lab-view">
          <main className="lab-stage" id="stage" tabIndex={-1} aria-label={messages.stage.label}>
            <GuardedView name={messages.stage.label}>
              {past && (
                <Suspense>
                  <PastNotice />
                </Suspense>
              )}
              <StagePanel />
            </GuardedView>
          </main>
          <aside className="lab-inspector" aria-label={messages.inspector.label}>
            <GuardedView name={messages.inspector.label}>
              <Inspector />
            </GuardedView>
          </aside>
        </div>
      </TurnsProvider>
      <footer className="lab-transport" aria-label={messages.transport.label}>
        <Transport />
      </footer>
      <FileDrop />
    </div>
  );
}

/** On a narrow screen the experiment folds away behind its button; elsewhere the button is hidden and the panel always there. */
function ExperimentColumn(): ReactNode {
  const { messages } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <div className="lab-experiment" role="region" aria-label={messages.experiment.label} data-open={open}>
      <button
        type="button"
        className="experiment-toggle"
        aria-expanded={open}
        aria-controls="experiment"
        onClick={() => {
          setOpen(!open);
        }}
      >
        {messages.experiment.label}
        <Summary />
      </button>
      <div className="experiment-body" id="experiment">
        <div className="experiment-controls">
          <GuardedView name={messages.experiment.label}>
            <Experiment />
          </GuardedView>
        </div>
        <section className="experiment-loss" aria-label={messages.loss.label}>
          <h2>{messages.loss.label}</h2>
          <GuardedView name={messages.loss.label}>
            <Suspense fallback={<div className="loss-waiting" />}>
              <LossPanel />
            </Suspense>
          </GuardedView>
        </section>
      </div>
    </div>
  );
}

/** The experiment in a few words. */
function Summary(): ReactNode {
  const { messages } = useWords();
  const { name } = useTask();
  const { cell, hiddenSizes } = useSettings((settings) => settings.run.model.encoder);
  return (
    <span className="about">{[messages.tasks[name]?.name ?? name, `${messages.experiment.cells[cell]} ${hiddenSizes.join(', ')}`].join(' · ')}</span>
  );
}
