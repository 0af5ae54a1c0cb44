/** The words that the views of interventions need. */
import type { Decimal } from '../format';
import type { QuantityName } from '../quantity';

export interface DifferenceLabels {
  readonly decimal: Decimal;
  readonly quantities: Readonly<Record<QuantityName, string>>;
  readonly difference: (quantity: string) => string;
  readonly unchanged: string;
  readonly before: string;
  readonly after: string;
  readonly change: string;
  readonly gradient: string;
  readonly gradientUnit: string;
}
