/** Below the choice of attention: one step of the decoder as a diagram, and after a change what it changed, in a sentence. */
import { type ReactNode, useState } from 'react';
import { layoutParameters } from '../../model/parameters';
import type { AttentionSpec } from '../../model/spec';
import type { Run } from '../../model/run';
import { attentionOf, groupOf, variantOf } from '../../store/comparison';
import { Wiring } from '../../views/attention/wiring';
import { layoutWiring, scoreTexts } from '../../views/attention/wiring-layout';
import { usePreferences, useSettings } from '../lab-context';
import { decodingWords } from '../messages/decoding/catalogue';
import type { DecodingWords } from '../messages/decoding/en';
import { useWords } from '../messages/catalogue';
import './decoding.css';

/** The run at hand, and the one before it that differs in its attention alone. */
interface Seen {
  readonly run: Run;
  readonly before: Run | null;
}

export default function DecoderWiring(): ReactNode {
  const words = decodingWords[usePreferences((each) => each.language)].wiring;
  const { format } = useWords();
  const run = useSettings((settings) => settings.run);
  const [seen, setSeen] = useState<Seen>({ run, before: null });
  const now = seen.run === run ? seen : step(seen, run);
  if (now !== seen) setSeen(now);
  if (run.model.output.kind !== 'decoder') return null;
  const attention = attentionOf(run);
  const before = now.before && attentionOf(now.before);
  const marks = layoutWiring(attention, run.model.encoder.cell, now.before === null ? undefined : before);
  const name = words.names[attention?.query ?? 'none'];
  return (
    <figure className="decoder-wiring" data-testid="wiring">
      <Wiring
        marks={marks}
        label={words.picture(name)}
        names={{
          keys: words.parts.keys,
          context: words.parts.context,
          logits: words.parts.logits,
          score: attention?.score === 'additive' ? 'v·tanh(…)' : attention ? scoreTexts[attention.score] : '',
        }}
      />
      <figcaption className="about" role="status">
        {words.title}: {name}.{' '}
        {now.before !== null && (
          <span data-testid="wiring-change">
            {sayChange(attention, before, words).join(' ')}{' '}
            {words.parameters(format.whole(layoutParameters(now.before.model).count), format.whole(layoutParameters(run.model).count))} {words.isNew}
          </span>
        )}
      </figcaption>
    </figure>
  );
}

/** A change of attention alone is remembered; anything else begins anew. */
function step({ run: before, before: older }: Seen, run: Run): Seen {
  if (groupOf(before) !== groupOf(run)) return { run, before: null };
  return { run, before: variantOf(attentionOf(before)) === variantOf(attentionOf(run)) ? older : before };
}

/** What changed, a sentence each. */
function sayChange(now: AttentionSpec | null, before: AttentionSpec | null, words: DecodingWords['wiring']): readonly string[] {
  if (now === null) return [words.removed];
  const said: string[] = before === null ? [words.added] : [];
  if (before !== null && before.score !== now.score) said.push(words.score(scoreTexts[now.score], scoreTexts[before.score]));
  if (before?.query !== now.query) said.push(words[now.query]);
  if ((before?.inputFeeding ?? false) !== now.inputFeeding) said.push(now.inputFeeding ? words.fed : words.notFed);
  return said;
}
