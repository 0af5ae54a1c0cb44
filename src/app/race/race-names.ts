/** What a lane is called: its cell, its widths, and what else tells it from its rivals. */
import type { RaceLane } from '../../model/race';
import type { ModelSpec } from '../../model/spec';
import { kindOf } from '../../store/race-edit';
import type { RaceWords } from '../messages/race/en';

export function shortName(model: ModelSpec, words: RaceWords): string {
  const { cell, nonlinearity } = model.encoder;
  return cell === 'rnn' && nonlinearity === 'relu' ? words.relu : words.kinds[kindOf({ model })];
}

/** @param model as it races, at its matched width */
export function nameLane(model: ModelSpec, { initialisation }: Pick<RaceLane, 'initialisation'>, words: RaceWords): string {
  const { cell, hiddenSizes, bidirectional } = model.encoder;
  const { forgetBias } = initialisation;
  return [
    `${shortName(model, words)} ${hiddenSizes.join(', ')}`,
    ...(bidirectional ? [words.bidirectional] : []),
    ...(initialisation.kind === 'pytorch'
      ? []
      : [initialisation.kind === 'chrono' ? words.chrono(String(initialisation.maxLag)) : words.drawn[initialisation.kind]]),
    ...(cell === 'lstm' && forgetBias !== undefined ? [words.withForgetBias(String(forgetBias))] : []),
  ].join(', ');
}
