/** The left panel: the task, the cell and its size first; the rest of the model and of the training behind disclosure. */
import type { ReactNode } from 'react';
import { useOpenDialog } from './dialogs';
import { useSession } from './lab-context';
import { useWords } from './messages/catalogue';
import { ModelControls } from './model-controls';
import { TaskControls } from './task-controls';
import { TrainingControls } from './training-controls';

export function Experiment(): ReactNode {
  const { messages } = useWords();
  return (
    <>
      <section aria-label={messages.experiment.task}>
        <div className="section-head">
          <h2>{messages.experiment.task}</h2>
          <PresetsButton />
        </div>
        <TaskControls />
      </section>
      <section aria-label={messages.experiment.model}>
        <div className="section-head">
          <h2>{messages.experiment.model}</h2>
          <RaceThis />
        </div>
        <ModelControls />
      </section>
      <section aria-label={messages.experiment.training}>
        <h2>{messages.experiment.training}</h2>
        <TrainingControls />
        <p className="about">{messages.experiment.resets}</p>
      </section>
    </>
  );
}

function PresetsButton(): ReactNode {
  const openDialog = useOpenDialog();
  const { messages } = useWords();
  return (
    <button
      type="button"
      className="button"
      aria-haspopup="dialog"
      onClick={() => {
        openDialog('presets');
      }}
    >
      {messages.architecture.openPresets}
    </button>
  );
}

/** Opens a race of the network at hand against the other cells. */
function RaceThis(): ReactNode {
  const session = useSession();
  const { messages } = useWords();
  return (
    <button
      type="button"
      className="button"
      onClick={() => {
        void import('./race/race-this').then(({ addressOfRaceWith }) => {
          window.location.hash = addressOfRaceWith(session);
        });
      }}
    >
      {messages.header.raceThis}
    </button>
  );
}
