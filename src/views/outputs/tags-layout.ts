/** A tagged sentence as blocks on the time axis: which tag each word should have and which it was given, and how sure the network was. */
import type { PictureRow } from '../sequence-layout';
import { columnLeft, isVisible, type TimeAxis } from '../time-axis';
import { hueOfTag, kindOfTag, type TagHue } from './tag-hues';

export interface TagBlock {
  readonly t: number;
  readonly x: number;
  readonly width: number;
  /** null: the word is no part of a name. */
  readonly hue: TagHue | null;
  /** What is written in it: the kind where a name begins, nothing where it goes on. */
  readonly text: string;
  /** true: it goes on with the name of the step before. */
  readonly joined: boolean;
}

export interface AnsweredBlock extends TagBlock {
  /** How likely the network held this tag. */
  readonly probability: number;
  readonly right: boolean;
}

export interface TagsMarks {
  readonly asked: readonly TagBlock[];
  readonly answered: readonly AnsweredBlock[];
}

export function layoutTags({ symbols: { outputs }, answers }: PictureRow, axis: TimeAxis): TagsMarks {
  const classes = answers.flatMap((answer) => (answer.kind === 'class' ? [answer] : []));
  const block = (t: number, tag: number, before: number | undefined): TagBlock => {
    const name = outputs[tag] ?? String(tag);
    const kind = kindOfTag(name);
    const joined = name.startsWith('I') && before !== undefined && kindOfTag(outputs[before] ?? '') === kind;
    return { t, x: columnLeft(axis, t), width: axis.column, hue: hueOfTag(outputs, tag) ?? null, text: joined ? '' : (kind ?? '·'), joined };
  };
  const asked: TagBlock[] = [];
  const answered: AnsweredBlock[] = [];
  classes.forEach(({ t, target, prediction, probability }, k) => {
    if (!isVisible(axis, t)) return;
    const earlier = k > 0 ? classes[k - 1] : undefined;
    asked.push(block(t, target, earlier?.target));
    answered.push({ ...block(t, prediction, earlier?.prediction), probability, right: prediction === target });
  });
  return { asked, answered };
}
