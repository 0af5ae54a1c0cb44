/** Which tensors a pass leaves changed: what the search for a NaN reads after it. */
import type { Pass } from './passes';

/** Names of the tensors that a pass writes; norm and update write the report, the parameters and the optimizer's state. */
export function writtenBy(pass: Pass): readonly string[] {
  switch (pass.kernel) {
    case 'product':
      return pass.products.map((product) => product.c.tensor);
    case 'embed':
      return [pass.out];
    case 'embedBackward':
      return [pass.dtable];
    case 'pick':
      return [pass.tokens];
    case 'dropout':
      return [pass.to.tensor];
    case 'activate':
      return [pass.values.tensor];
    case 'activateBackward':
      return [pass.dvalues.tensor];
    case 'join':
      return [pass.y.tensor];
    case 'joinBackward':
      return [pass.dforward, pass.dreverse, pass.dx].flatMap((matrix) => (matrix === null ? [] : [matrix.tensor]));
    case 'scan':
      return [pass.gates, pass.hidden, ...(pass.cellState === null ? [] : [pass.cellState])];
    case 'scanBackward':
      return [
        pass.gates,
        ...(pass.record && pass.dhidden !== null ? [pass.dhidden] : []),
        ...[pass.dcell, pass.dinitial].filter((tensor) => tensor !== null),
      ];
    case 'clear':
      return [pass.values.tensor];
    case 'attend':
      return [pass.scores, pass.attention, pass.context.tensor];
    case 'attendBackward':
      return [pass.dscores, pass.dquery.tensor];
    case 'attendKeysBackward':
      return [pass.dkeys, pass.dvalues, pass.dweight].flatMap((matrix) => (matrix === null ? [] : [matrix.tensor]));
    case 'loop':
      return pass.body.flatMap(writtenBy);
    case 'loss':
      return [pass.outputs, pass.doutputs, pass.rowLoss];
    case 'copy':
      return [pass.to];
    case 'keep':
      return [pass.to.tensor];
    case 'norm':
    case 'update':
      return [];
    default:
      return pass satisfies never;
  }
}
