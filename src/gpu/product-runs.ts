/** Products that stand one right after the other and do not need each other, with the nonlinearities between them, in one dispatch through tiles. */
import type { ActivateBackwardPass, ActivatePass, Matrix, Pass, ProductPass } from '../model/passes';
import { gradientOf, type Plan } from '../model/plan';
import type { Fusion } from './fusions';
import { type FinishedProduct, isSameMatrix, listOperands } from './group-products';
import type { LoweredProducts, Products } from './lower-product';

type Member = ProductPass | ActivatePass | ActivateBackwardPass;

/** Members of a run, and what they come to. */
interface Run {
  readonly passes: readonly Member[];
  readonly products: readonly FinishedProduct[];
}

/**
 * @param passes a segment, or the body of a loop.
 * @param apart passes that run elsewhere, before a run or after it: they write nothing that a run touches, and a run ends before one that reads what it wrote.
 */
export function fuseRuns(
  { parameters }: Plan,
  passes: readonly Pass[],
  apart: ReadonlySet<Pass>,
  lower: (products: Products) => LoweredProducts,
): readonly Fusion[] {
  const gradients = new Set(parameters.list.map(({ name }) => gradientOf(name)));
  const fusions: Fusion[] = [];
  const labelled = ({ passes: all, products }: Run): Products => ({ label: [...new Set(all.map(({ label }) => label))].join(', '), products });
  const close = (run: Run | null): void => {
    if (run && run.passes.length > 1) fusions.push({ passes: run.passes, apart, ...lower(labelled(run)) });
  };
  let open: Run | null = null;
  for (const pass of passes) {
    if (apart.has(pass)) {
      const written = open ? writtenBy(open) : [];
      if (pass.kernel === 'product' && readsOf(pass.products).some((each) => meets(each, written))) {
        close(open);
        open = null;
      }
      continue;
    }
    const isOwn = pass.kernel !== 'product' || !pass.products.some(({ c }) => gradients.has(c.tensor));
    const longer: Run | null = open && isOwn ? extend(open, pass) : null;
    if (longer && lower(labelled(longer)).dispatches.length === 1) {
      open = longer;
      continue;
    }
    close(open);
    open = isOwn && pass.kernel === 'product' ? { passes: [pass], products: pass.products } : null;
  }
  close(open);
  return fusions;
}

/** null where the pass is none that the run can take. */
function extend(run: Run, pass: Pass): Run | null {
  const passes = (member: Member): readonly Member[] => [...run.passes, member];
  switch (pass.kernel) {
    case 'product': {
      const [reads, writes] = [readsOf(pass.products), pass.products.map(({ c }) => c)];
      const before = writtenBy(run);
      const isFree = ![...reads, ...writes].some((each) => meets(each, before)) && !readsOf(run.products).some((each) => meets(each, writes));
      return isFree ? { passes: passes(pass), products: [...run.products, ...pass.products] } : null;
    }
    case 'activate': {
      const products = finish(run.products, pass.values, pass.activation, null);
      return products && { passes: passes(pass), products };
    }
    case 'activateBackward': {
      const { values, dvalues, activation } = pass;
      const isAlike = values.stride === dvalues.stride && values.steps === dvalues.steps && !meets(values, writtenBy(run));
      const products = isAlike ? finish(run.products, dvalues, activation, values) : null;
      return products && { passes: passes(pass), products };
    }
    default:
      return null;
  }
}

/** The products, the one that is `c` finished; null where that is not one product with what is added to it. */
function finish(
  products: readonly FinishedProduct[],
  c: Matrix,
  activation: ActivatePass['activation'],
  of: Matrix | null,
): readonly FinishedProduct[] | null {
  const own = products.filter((product) => product.c.tensor === c.tensor);
  const first = own.at(0);
  const isOne = first?.accumulate === false && !first.finish && own.every((product) => isSameMatrix(product.c, c));
  return isOne ? products.map((product) => (product === first ? { ...product, finish: { activation, of } } : product)) : null;
}

function readsOf(products: readonly FinishedProduct[]): readonly Matrix[] {
  return products.flatMap((product) => [...listOperands(product), ...(product.accumulate === false ? [] : [product.c])]);
}

function writtenBy({ products }: Run): readonly Matrix[] {
  return products.map(({ c }) => c);
}

/** Whether a matrix may have numbers in common with some of others: with other columns of the same rows it has none. */
function meets(one: Matrix, others: readonly Matrix[]): boolean {
  return others.some((other) => {
    if (one.tensor !== other.tensor) return false;
    const areRowsAlike = one.stride === other.stride && one.steps === other.steps;
    const areWithinRows = [one, other].every(({ offset, columns, stride }) => offset + columns <= stride);
    const areApart = one.offset + one.columns <= other.offset || other.offset + other.columns <= one.offset;
    return !(areRowsAlike && areWithinRows && areApart);
  });
}
