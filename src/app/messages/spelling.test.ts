/** One word for one thing: what the German and Chinese catalogues once said in two ways they say in one. */
import { describe, expect, it } from 'vitest';

/** What must not stand in a catalogue, and what stands there instead. */
const rules: Readonly<Record<'de' | 'zh', readonly (readonly [banned: RegExp, instead: string])[]>> = {
  de: [
    [/(Vergessens|Eingangs|Ausgangs)-Gatter/, 'Vergessensgatter, Eingangsgatter, Ausgangsgatter'],
    [/(?<![\w.])Gates?\b|[a-zäöüß]gates?\b/, 'Gatter'],
    [/Rücksetzgatter/, 'Reset-Gatter'],
    [/[Vv]erborgen/, 'verdeckt'],
    [/Lernschritt|Schritt \$\{update\}|\$\{updates\} Schritte/, 'Update'],
    [/Stapelgröße|denselben Stapeln/, 'Batch'],
    [/Aufmerksamkeit/, 'Attention'],
    [/Umschalttaste|Pos 1/, 'Umschalt, Pos1'],
  ],
  zh: [
    [/单元状态/, '细胞状态'],
    [/隐状态/, '隐藏状态'],
    [/源步骤|源时间步|目标步骤/, '源步, 目标步'],
    [/样例/, '样本'],
    [/第 \$\{unit\} 个单元/, '单元 ${unit}'],
    [/自身(的)?(答案|回答)|自己的答案/, '自己的回答'],
  ],
};

const catalogues = import.meta.glob<string>('./**/*.ts', { query: '?raw', import: 'default', eager: true });

describe.each(['de', 'zh'] as const)('the catalogues in %s', (language) => {
  const own = Object.entries(catalogues).filter(([path]) => path.endsWith(`/${language}.ts`));

  it.each(rules[language].map(([banned, instead]) => ({ banned, instead })))('say $instead, never $banned', ({ banned, instead }) => {
    expect(own.length).toBeGreaterThan(10);
    const found = own.flatMap(([path, text]) =>
      text
        .split('\n')
        .filter((line) => banned.test(line.replace(/^\s*\w+:/, '')))
        .map((line) => `${path}: ${line.trim()}`),
    );
    expect(found, `instead: ${instead}`).toEqual([]);
  });
});
