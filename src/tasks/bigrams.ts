/** Naive Bayes over pairs of neighbouring characters: a rule that knows which pairs a class likes, and nothing of their order. */

/** A sequence and its class. */
export interface Example {
  readonly label: number;
  /** As the data file writes it. */
  readonly text: string;
}

/** A rule that is no network: what it learns from examples, and the class that it then gives a sequence. */
interface ClassRule {
  readonly name: string;
  readonly learn: (examples: readonly Example[]) => (text: string) => number;
}

/** The pairs of a text, its beginning and end among them. */
function pairsOf(text: string): readonly string[] {
  const characters = ['^', ...Array.from(text), '$'];
  return characters.slice(1).map((character, k) => characters[k] + character);
}

/** All classes are taken to be equally likely. One count is added to every pair that any class has; pairs that none has say nothing. */
export function createBigramRule(classes: number): ClassRule {
  return {
    name: 'pairs of letters',
    learn(examples) {
      const counts = new Map<string, Float64Array>();
      const totals = new Float64Array(classes);
      for (const { label, text } of examples) {
        for (const pair of pairsOf(text)) {
          const own = counts.get(pair) ?? new Float64Array(classes);
          counts.set(pair, own);
          own[label]++;
          totals[label]++;
        }
      }
      return (text) => {
        const scores = new Float64Array(classes);
        for (const pair of pairsOf(text)) {
          const own = counts.get(pair);
          if (own) for (let c = 0; c < classes; c++) scores[c] += Math.log((own[c] + 1) / (totals[c] + counts.size));
        }
        return scores.indexOf(Math.max(...scores));
      };
    },
  };
}
