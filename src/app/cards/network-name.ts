/** A network in a few words, as a card says it. */
import type { ModelSpec } from '../../model/spec';
import type { CardsWords } from '../messages/cards/en';
import type { Messages } from '../messages/en';

export function nameNetwork({ encoder, output }: ModelSpec, { card }: CardsWords, { experiment }: Messages): string {
  return [
    `${experiment.cells[encoder.cell]} ${encoder.hiddenSizes.join(', ')}`,
    ...(encoder.bidirectional ? [card.bidirectional] : []),
    ...(output.kind === 'decoder' ? [output.attention === null ? card.decoder : `${card.decoder} + ${card.attention}`] : []),
  ].join(', ');
}
