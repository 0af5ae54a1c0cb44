/** What the task `entities` answers at each word: that it begins or continues a person, a place or a firm, or is none. */

export const TAGS = ['O', 'B-PER', 'I-PER', 'B-LOC', 'I-LOC', 'B-ORG', 'I-ORG'] as const;
