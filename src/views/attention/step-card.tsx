/** One step of a decoding: what it reads, the likeliest symbols with their probabilities, the one it takes, and where it looked. */
import type { Symbols } from '../answer';
import { formatPercent, formatTick, formatValue } from '../format';
import { type Decoding, likeliest, mostLookedAt, nameSource, nameToken } from './decoding';
import { mostEntropy } from './entropy';
import type { DecodingLabels } from './labels';

interface Props {
  readonly decoding: Decoding;
  readonly u: number;
  readonly symbols: Symbols;
  readonly labels: DecodingLabels;
}

/** Symbols, and source steps, that are listed. */
const LISTED = 5;

export function StepCard({ decoding, u, symbols, labels }: Props) {
  const step = decoding.steps[u];
  const nameOf = (token: number): string => nameToken(symbols, token);
  const candidates = likeliest(step, LISTED);
  const isWrong = step.target !== null && step.target !== step.writes;
  return (
    <div className="step-card" data-testid="decoding-step" data-step={u} data-reads={step.reads} data-writes={step.writes}>
      <div className="step-card-part">
        <h4>{labels.stepTitle(String(u))}</h4>
        <p className="step-flow">
          <span className="step-token">{labels.reads(nameOf(step.reads))}</span>
          <span aria-hidden> → </span>
          <span className={isWrong ? 'step-token step-token-wrong' : 'step-token step-token-written'}>{labels.writes(nameOf(step.writes))}</span>
        </p>
        {isWrong && <p className="step-asked">{labels.asked(nameOf(step.target))}</p>}
      </div>
      <div className="step-card-part">
        <h4>{labels.likeliest}</h4>
        <ol className="step-bars">
          {candidates.map(({ token, probability }) => (
            <li
              key={token}
              data-token={token}
              data-probability={String(probability)}
              className={token === step.writes ? 'step-bar-chosen' : undefined}
            >
              <span className="step-symbol">{nameOf(token)}</span>
              <span className="step-track">
                <span className="step-fill" style={{ width: `${String(100 * probability)}%` }} />
              </span>
              <span className="step-number">{formatPercent(probability).replace('.', labels.decimal)}</span>
            </li>
          ))}
        </ol>
      </div>
      <div className="step-card-part">
        <h4>{labels.lookedAt}</h4>
        {step.weights === null || step.entropy === null ? (
          <p className="step-none">{labels.noAttention}</p>
        ) : (
          <>
            <ol className="step-bars step-bars-attention">
              {mostLookedAt(step, LISTED).map(({ source, weight }) => (
                <li key={source} data-source={source} data-weight={String(weight)}>
                  <span className="step-symbol">
                    {nameSource(decoding, symbols, source)}
                    <sub>{source}</sub>
                  </span>
                  <span className="step-track">
                    <span className="step-fill" style={{ width: `${String(100 * weight)}%` }} />
                  </span>
                  <span className="step-number">{formatValue(weight, labels.decimal)}</span>
                </li>
              ))}
            </ol>
            <p className="step-entropy" data-testid="decoding-entropy" data-value={String(step.entropy)}>
              {labels.entropy}{' '}
              <b>
                {labels.ofBits(
                  formatTick(Number(step.entropy.toFixed(2)), labels.decimal),
                  formatTick(Number(mostEntropy(decoding.source.length).toFixed(2)), labels.decimal),
                )}
              </b>
            </p>
          </>
        )}
      </div>
    </div>
  );
}
