/** The words of the panel in which a network writes by itself, in English. */

export const en = {
  title: 'Let it write',
  about: 'Every character is drawn from what the network holds likely and read in turn. The stronger its ground, the surer the network was.',
  prefix: 'Beginning',
  length: 'Characters',
  temperature: 'Temperature',
  seed: 'Seed',
  write: 'Write',
  writing: 'Writing …',
  prefixRefused: 'The beginning must be 1 to 1,000 characters that this task knows: small letters and its punctuation.',
  refused: (detail: string) => `It could not write: ${detail}.`,
  written: (update: string, bits: string) => `At update ${update}; on average ${bits} bits per character, by its own account.`,
  likely: (character: string, probability: string) => `${character}: ${probability}`,
  text: 'What it wrote',
  columns: { character: 'character', probability: 'probability' },
  scale: 'probability 0 to 100 %',
};

export type WritingWords = typeof en;
