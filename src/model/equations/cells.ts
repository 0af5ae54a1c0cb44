/** The table of cells: which equations a model's encoder stands for. */
import type { CellKind, EncoderSpec } from '../spec';
import type { CellEquations } from './equation';
import { gruResetAfter, gruResetBefore } from './gru';
import { lstm } from './lstm';
import { rnn } from './rnn';

type Variant = Pick<EncoderSpec, 'cell' | 'nonlinearity' | 'resetAfter'>;

const cells: Readonly<Record<CellKind, (variant: Variant) => CellEquations>> = {
  rnn: ({ nonlinearity }) => rnn(nonlinearity),
  lstm: () => lstm,
  gru: ({ resetAfter }) => (resetAfter ? gruResetAfter : gruResetBefore),
};

/** The equations of a cell in the variant that an encoder asks for. */
export function equationsOf(variant: Variant): CellEquations {
  return cells[variant.cell](variant);
}
