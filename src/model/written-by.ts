/** What a pass leaves changed: what the search for a NaN looks at after it. */
import type { Matrix, Pass } from './passes';

/** Whole tensors by name, and parts of tensors, of which the rest is another pass's; an update writes the report, the parameters and the optimizer's state. */
export function writtenBy(pass: Pass): readonly (string | Matrix)[] {
  switch (pass.kernel) {
    case 'product':
      return pass.products.map((product) => product.c);
    case 'embed':
      return [pass.out];
    case 'embedBackward':
      return [pass.dtable];
    case 'pick':
      return [pass.tokens];
    case 'dropout':
      return [pass.to];
    case 'activate':
      return [pass.values];
    case 'activateBackward':
      return [pass.dvalues];
    case 'join':
      return [pass.y];
    case 'joinBackward':
      return [pass.dforward, pass.dreverse, pass.dx].flatMap((matrix) => matrix ?? []);
    case 'scan':
      return [pass.gates, pass.hidden, ...(pass.cellState === null ? [] : [pass.cellState])];
    case 'scanBackward':
      return [
        pass.gates,
        ...(pass.record && pass.dhidden !== null ? [pass.dhidden] : []),
        ...[pass.dcell, pass.dinitial].filter((tensor) => tensor !== null),
      ];
    case 'clear':
      return [pass.values];
    case 'attend':
      return [pass.scores, pass.attention, pass.context];
    case 'hold':
      return [pass.attention, pass.free, pass.context];
    case 'attendBackward':
      return [pass.dscores, pass.dquery];
    case 'attendKeysBackward':
      return [pass.dkeys, pass.dvalues, pass.dweight].flatMap((matrix) => matrix ?? []);
    case 'loop':
      return pass.body.flatMap(writtenBy);
    case 'loss':
      return [pass.outputs, pass.doutputs, pass.rowLoss];
    case 'copy':
      return [pass.to];
    case 'keep':
      return [pass.to];
    case 'update':
      return [];
    default:
      return pass satisfies never;
  }
}
