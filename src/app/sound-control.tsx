/** Makes a picture of sound heard, on a click and never by itself, and saves it as a file. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { GridRow } from '../views/sequence-layout';
import { soundRate } from '../core/sound/bands';
import { soundOf } from '../core/sound/resynthesis';
import { writeWave } from '../core/sound/wave-file';
import { usePreferences } from './lab-context';
import { soundWords } from './messages/sound/catalogue';
import { saveFile } from './save-file';
import './sound-control.css';

/** Ends what is playing. */
type Stop = () => void;

export default function SoundControl({ row: { grid, role } }: { readonly row: GridRow }): ReactNode {
  const words = soundWords[usePreferences((each) => each.language)];
  const [state, setState] = useState<'silent' | 'playing' | 'refused'>('silent');
  const playing = useRef<Stop>(null);
  useEffect(
    () => () => {
      playing.current?.();
    },
    [],
  );
  const stop = (): void => {
    playing.current?.();
    playing.current = null;
    setState('silent');
  };
  return (
    <span className="sound-control" role="group" aria-label={words.group} data-hint={words.about} aria-description={words.about}>
      <button
        type="button"
        aria-pressed={state === 'playing'}
        data-sound={role}
        onClick={() => {
          if (state === 'playing') {
            stop();
            return;
          }
          playing.current = play(soundOf(grid.values), stop);
          setState(playing.current ? 'playing' : 'refused');
        }}
      >
        {state === 'playing' ? `■ ${words.stop}` : `▶ ${words.play}`}
      </button>
      <button
        type="button"
        aria-label={words.saveHint}
        data-hint={words.saveHint}
        onClick={() => {
          saveFile(document, `${role}.wav`, new Blob([writeWave(soundOf(grid.values), soundRate)], { type: 'audio/wav' }));
        }}
      >
        {words.save}
      </button>
      <span className="panel-note">{state === 'refused' ? words.refused : words.kind}</span>
    </span>
  );
}

/** Begins to play; null where the browser refuses. @param onEnd called once it has come to its end */
function play(samples: Float32Array, onEnd: () => void): Stop | null {
  try {
    const context = new AudioContext();
    const buffer = context.createBuffer(1, Math.max(1, samples.length), soundRate);
    buffer.getChannelData(0).set(samples);
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(context.destination);
    source.onended = onEnd;
    source.start();
    return () => {
      source.onended = null;
      source.stop();
      void context.close();
    };
  } catch {
    return null;
  }
}
