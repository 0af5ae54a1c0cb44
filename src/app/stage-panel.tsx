/** The middle of the page: the stage of the latest snapshot, with the run before as a comparison where both can share an axis. */
import { type ReactNode, useMemo } from 'react';
import { Stage } from '../views/stage';
import { useCursor, useLab, usePreferences, useSession, useSettings, useStatus, useStream, useTask } from './lab-context';
import { useWords } from './messages/catalogue';
import { saveFile } from './save-file';
import { useTheme } from './theme';

export function StagePanel(): ReactNode {
  const session = useSession();
  const { preferences } = useLab();
  const folded = usePreferences((each) => each.folded);
  const { messages, format } = useWords();
  const theme = useTheme();
  const task = useTask();
  const options = useSettings((settings) => settings.run.task.options);
  const { scan, t, unit, gate } = useCursor((cursor) => cursor);
  const symbols = useMemo(() => task.symbols(options), [task, options]);
  const snapshot = useStream((streams) => streams.snapshot());
  const phase = useStatus((status) => status.phase);
  const previous = useStream((streams) => streams.previous());
  const labels = useMemo(() => {
    const cell = previous === null ? '' : messages.experiment.cells[previous.model.encoder.cell];
    return { ...messages.stageLabels, compared: (update: number) => messages.stage.comparison(cell, format.whole(update)) };
  }, [messages, format, previous]);
  if (snapshot === null) return phase === 'failed' ? null : <p className="about stage-waiting">{messages.stage.opening}</p>;
  return (
    <Stage
      snapshot={snapshot}
      symbols={symbols}
      cursor={{ scan, t, unit, gate }}
      onCursor={(next) => {
        session.cursor.setState({ ...next, playing: false });
      }}
      labels={labels}
      theme={theme}
      compared={previous}
      folded={folded}
      onFold={(panels) => {
        preferences.setState({ folded: panels });
      }}
      onSave={(name, text) => {
        saveFile(document, name, new Blob([text], { type: 'text/csv' }));
      }}
    />
  );
}
