/** The lanes' strips of the watched example, under one cursor; which example, and whether the gates are shown. */
import { type ReactNode, useMemo, useState } from 'react';
import type { StripLane } from '../../views/race/lane-strip';
import { RaceStrips } from '../../views/race/race-strips';
import { sayPlace } from '../autopsy-sentence';
import { useWords } from '../messages/catalogue';
import { useTheme } from '../theme';
import { useRace, useRaceState, useRaceStream, useRaceWords } from './race-context';
import { NumberEntry } from './race-fields';
import { RaceStripsTable } from './race-strips-table';

/** The largest number of a held-out example that a link may hold. */
const FAR = 1_000_000;

export function RaceStage({ names }: { readonly names: readonly string[] }): ReactNode {
  const session = useRace();
  const { messages, format } = useWords();
  const words = useRaceWords();
  const theme = useTheme();
  const [gates, setGates] = useState(false);
  const example = useRaceState((state) => state.example);
  const symbols = useRaceState((state) => state.symbols);
  const step = useMemo(() => ({ subscribe: session.state.subscribe, getState: () => session.state.getState().t }), [session]);
  const seed = useRaceState((state) => state.race.seed);
  const lanes = useRaceState((state) => state.lanes);
  const snapshots = useRaceStream((streams) => streams.snapshots());
  const failures = lanes.map(({ failed }) => failed);
  const key = JSON.stringify(failures);
  const notes = useMemo(
    () =>
      (JSON.parse(key) as typeof failures).map((failed) =>
        failed === null ? null : words.stopped(format.whole(failed.update), String(seed + failed.seed), sayPlace(failed, messages, format)),
      ),
    [key, words, messages, format, seed],
  );
  const strips = names.map((name, k): StripLane => ({ name, snapshot: snapshots.at(k) ?? null, note: notes.at(k) ?? null }));
  return (
    <section className="race-stage" aria-label={words.strips.strips}>
      <div className="race-choices">
        <NumberEntry
          field="example"
          label={words.example}
          value={example}
          rule={{ type: 'integer', min: 0, max: FAR }}
          onCommit={(next) => {
            session.watch(next);
          }}
        />
        <label className="check race-check">
          <input
            type="checkbox"
            checked={gates}
            onChange={(event) => {
              setGates(event.target.checked);
            }}
          />
          {words.showGates}
        </label>
      </div>
      <RaceStrips
        lanes={strips}
        symbols={symbols}
        step={step}
        onStep={session.moveTo}
        gates={gates}
        stageLabels={messages.stageLabels}
        labels={words.strips}
        theme={theme}
      />
      <RaceStripsTable />
    </section>
  );
}
