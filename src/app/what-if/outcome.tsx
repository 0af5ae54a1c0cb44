/** What interventions do to the outcome: the example's loss without and with them, and the answers that are others. */
import { type ReactNode, useMemo } from 'react';
import type { TensorMap } from '../../core/tensor';
import type { Snapshot } from '../../model/snapshot';
import { type Answer, readAnswers, readDecoded } from '../../views/answer';
import { visibleSymbol } from '../../views/sequence-layout';
import { withEdits } from '../../views/what-if/difference-layout';
import { useStatus } from '../lab-context';
import { useWords } from '../messages/catalogue';
import type { WhatIfWords } from '../messages/what-if/en';

interface Props {
  readonly snapshot: Snapshot;
  readonly tensors: TensorMap;
  readonly words: WhatIfWords;
}

/** As many as are listed. */
const MOST = 12;

export function Outcome({ snapshot, tensors, words }: Props): ReactNode {
  const { format } = useWords();
  const symbols = useStatus((status) => status.symbols);
  const [before, after] = useMemo(() => [answersOf(snapshot), answersOf(withEdits(snapshot, tensors))], [snapshot, tensors]);
  const write = (answer: Answer): string =>
    answer.kind === 'class'
      ? `${visibleSymbol(symbols.outputs[answer.prediction], answer.prediction)} (${format.percent(answer.probability)})`
      : format.significant(answer.prediction);
  const changed = before
    .map((answer, k) => ({ t: answer.t, text: [write(answer), write(after[k])] as const }))
    .filter(({ text: [was, is] }) => was !== is);
  const losses = [snapshot.tensors.loss.data[0], tensors.loss.data[0]];
  return (
    <div className="what-if-outcome">
      <p>
        {words.loss}{' '}
        {losses.map((loss, k) => (
          <data key={k} className="number" value={String(loss)} data-testid={k === 0 ? 'what-if-loss-before' : 'what-if-loss-after'}>
            {k === 1 && ' → '}
            {format.significant(loss)}
          </data>
        ))}
      </p>
      {changed.length === 0 ? (
        <p className="instrument-about">{words.noAnswers}</p>
      ) : (
        <>
          <p>{words.answers}</p>
          <ul>
            {changed.slice(0, MOST).map(({ t, text }, k) => (
              <li key={k} className="number">
                {words.answer(String(t), ...text)}
              </li>
            ))}
            {changed.length > MOST && <li>… + {changed.length - MOST}</li>}
          </ul>
        </>
      )}
    </div>
  );
}

function answersOf(snapshot: Snapshot): readonly Answer[] {
  if (snapshot.model.output.kind === 'decoder') return readDecoded(snapshot);
  return readAnswers(snapshot, snapshot.batch.inputs.shape[1]);
}
