/** The inspector's part about attention: how the target step under the cursor looks at the source step, with its numbers. */
import { type ReactNode, useMemo } from 'react';
import type { Snapshot } from '../model/snapshot';
import { sideOfScan } from '../views/scan-names';
import { workAttention } from './attention-work';
import { Equation } from './equation';
import { useCursor } from './lab-context';
import { useWords } from './messages/catalogue';
import { TermList } from './term-list';
import type { Place } from './worked-equations';

interface Props {
  readonly snapshot: Snapshot;
  readonly place: Place;
  readonly full: boolean;
}

export function AttentionSection({ snapshot, place, full }: Props): ReactNode {
  const across = useCursor((cursor) => cursor.across);
  const { scan, t, unit } = place;
  const [source, target] = sideOfScan(scan) === 'source' ? [t, across] : [across, t];
  return <AttentionWorkView snapshot={snapshot} source={source} target={target} unit={unit} full={full} />;
}

interface ViewProps {
  readonly snapshot: Snapshot;
  readonly source: number;
  readonly target: number;
  /** Of the context, and of what the answer is made of. */
  readonly unit: number;
  readonly full: boolean;
}

/** A pure function of the snapshot and the place. */
export function AttentionWorkView({ snapshot, source, target, unit, full }: ViewProps): ReactNode {
  const { messages } = useWords();
  const work = useMemo(() => workAttention(snapshot, { source, target, unit }), [snapshot, source, target, unit]);
  if (work === null) return null;
  const words = messages.architecture.looking;
  return (
    <>
      <section className="inspector-equations" aria-label={words.title} data-testid="attention-work" data-source={source} data-target={target}>
        <h3>{words.title}</h3>
        <p className="about">{words.about(String(target), String(source))}</p>
        <div className="equations">
          {work.lines.map((line) => (
            <Equation key={line.symbol} line={line} />
          ))}
        </div>
      </section>
      {work.scoreTerms.length > 0 && <TermList symbol="s" terms={work.scoreTerms} full={full} />}
      <TermList symbol="context" terms={work.contextTerms} full={full} />
      {work.backLines.length > 0 && (
        <>
          <section className="inspector-equations" aria-label={words.back} data-testid="attention-back">
            <h3>{words.back}</h3>
            <p className="about">{words.backAbout}</p>
            <div className="equations">
              {work.backLines.map((line) => (
                <Equation key={line.symbol} line={line} />
              ))}
            </div>
          </section>
          <TermList symbol="∂α" terms={work.backTerms} full={full} />
        </>
      )}
    </>
  );
}
