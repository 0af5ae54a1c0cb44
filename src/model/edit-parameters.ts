/** The part of interventions that is a change of parameters: single weights, and units that become copies. */
import { InputError } from '../core/errors';
import type { Numbers } from '../core/tensor';
import type { Edit } from './edits';
import { gateCount, type Parameter, type ParameterLayout } from './parameters';
import { listScans } from './scans';
import type { ModelSpec } from './spec';

/**
 * The parameters after all edits of this kind, in order; those given stay as they are. Values are rounded to float32, as every engine but one has them.
 *
 * @param flat in the layout of `layoutParameters(model)`.
 * @param edits checked against the model.
 */
export function editParameters(model: ModelSpec, layout: ParameterLayout, flat: Numbers, edits: readonly Edit[]): Numbers {
  const edited = flat.slice();
  for (const edit of edits) {
    if (edit.kind === 'weight') {
      const parameter = getParameter(layout, edit.parameter);
      edited[parameter.offset + edit.row * widthOf(parameter) + (edit.column ?? 0)] = Math.fround(edit.value);
    } else if (edit.kind === 'copy') {
      for (const { name, weightHh, hiddenSize: H } of listScans(model)) {
        if (name !== edit.scan) continue;
        for (const kind of ['weight_ih', 'weight_hh', 'bias_ih', 'bias_hh']) {
          const parameter = getParameter(layout, weightHh.replace('weight_hh', kind));
          const width = widthOf(parameter);
          for (let gate = 0; gate < gateCount[model.encoder.cell]; gate++) {
            const at = (unit: number): number => parameter.offset + (gate * H + unit) * width;
            edited.copyWithin(at(edit.to), at(edit.from), at(edit.from) + width);
          }
        }
      }
    }
  }
  return edited;
}

/** Numbers in a row. */
function widthOf({ shape, size }: Parameter): number {
  return size / shape[0];
}

function getParameter({ byName }: ParameterLayout, name: string): Parameter {
  const found = byName.get(name);
  if (!found) throw new InputError('edits', 'must name parameters of the network', name);
  return found;
}
