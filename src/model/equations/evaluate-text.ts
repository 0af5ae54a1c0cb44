/** Works out an equation's text for scalars: how tests hold the printed equations to the rules that run. */

/**
 * Reads + − ⊙ ², a product of two names side by side, σ( tanh( max( and [a > b], with names looked up in `values`.
 * @throws Error at the first character that it cannot read.
 */
export function evaluateText(text: string, values: Readonly<Record<string, number>>): number {
  const names = Object.keys(values).sort((a, b) => b.length - a.length);
  let at = 0;
  const rest = (): string => text.slice(at).trimStart();
  const take = (token: string): boolean => {
    if (!rest().startsWith(token)) return false;
    at = text.length - rest().length + token.length;
    return true;
  };
  const expect = (token: string): void => {
    if (!take(token)) throw new Error(`equation text: ${token} must come next, got ${JSON.stringify(rest())} of ${JSON.stringify(text)}`);
  };
  const sum = (): number => {
    let value = term();
    for (;;) {
      if (take('+')) value += term();
      else if (take('−')) value -= term();
      else return value;
    }
  };
  const term = (): number => {
    let value = factor();
    for (;;) {
      if (take('⊙')) value *= factor();
      else if (names.some((name) => rest().startsWith(name))) value *= factor();
      else return value;
    }
  };
  const factor = (): number => {
    const value = atom();
    take('ᵀ');
    return take('²') ? value * value : value;
  };
  const inside = (close: string): number => {
    const value = sum();
    expect(close);
    return value;
  };
  const atom = (): number => {
    if (take('−')) return -factor();
    if (take('σ(')) return 1 / (1 + Math.exp(-inside(')')));
    if (take('tanh(')) return Math.tanh(inside(')'));
    if (take('max(')) return Math.max(inside(','), inside(')'));
    if (take('[')) return inside('>') > inside(']') ? 1 : 0;
    const name = names.find((each) => rest().startsWith(each));
    if (name !== undefined && take(name)) return values[name];
    if (take('(')) return inside(')');
    const number = /^\d+/.exec(rest())?.[0] ?? '';
    if (number === '') expect('a name or a number');
    expect(number);
    return Number(number);
  };
  const value = sum();
  if (rest() !== '') throw new Error(`equation text: the end must come, got ${JSON.stringify(rest())} of ${JSON.stringify(text)}`);
  return value;
}
