/** One worked equation: the formula, the formula with its numbers, the result. */
import type { ReactNode } from 'react';
import { useWords } from './messages/catalogue';
import type { WorkedLine } from './worked-equations';

/** A sum over all units stays a formula. */
export function Equation({ line }: { readonly line: WorkedLine }): ReactNode {
  const { messages, format } = useWords();
  const rename = (text: string): string => renameSymbols(text, messages.symbols);
  const { parts, values } = line;
  const filled = values === null ? null : substitute(line.formula, line.inputs, values.map(format.significant));
  const substituted = parts === null ? filled : parts.map(format.significant).map(enclose).join(' + ');
  return (
    <p className={line.result === null ? 'equation equation-open' : 'equation'} data-symbol={line.symbol}>
      <span>{`${rename(line.symbol)} = ${rename(line.formula)}`}</span>
      {line.result !== null && (
        <span className="equation-numbers">
          {substituted === null ? '= ' : `= ${substituted} = `}
          <b data-hue={line.role}>{format.significant(line.result)}</b>
        </span>
      )}
    </p>
  );
}

/** A negative number in parentheses. */
function enclose(text: string): string {
  return /^[-−]/.test(text) ? `(${text})` : text;
}

/** The formula's symbols replaced by numbers, negative ones in parentheses. */
export function substitute(formula: string, inputs: readonly string[], numbers: readonly string[]): string {
  const parts = inputs.map((symbol, i) => [symbol, enclose(numbers[i])] as const);
  const bySymbol = new Map(parts);
  const filled = formula.replaceAll(/∂?(?:\(1−z\)|[A-Za-zα_]+'?)/g, (symbol) => bySymbol.get(symbol) ?? symbol);
  return filled.replaceAll('⊙', '·').replaceAll(/\(\(([^()]*)\)\)/g, '($1)');
}

export function renameSymbols(text: string, symbols: Partial<Record<string, string>>): string {
  return text.replaceAll(/[a-z]{3,}/g, (symbol) => symbols[symbol] ?? symbol);
}
