import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { complaintsOf, weighPage } from './check-budget.mjs';

let dist = '';

beforeEach(() => {
  dist = mkdtempSync(join(tmpdir(), 'budget-'));
  mkdirSync(join(dist, 'assets'));
});
afterEach(() => {
  rmSync(dist, { recursive: true });
});

/** A file of bytes that gzip cannot shrink. @param {string} path @param {number} kilobytes */
function write(path, kilobytes) {
  writeFileSync(join(dist, path), randomBytes(1000 * kilobytes));
}

/** @param {readonly string[]} tags */
function writePage(...tags) {
  writeFileSync(join(dist, 'index.html'), `<!doctype html>${tags.join('')}`);
}

const entry = '<script type="module" crossorigin src="./assets/main.js"></script>';

describe('the budget', () => {
  it('lets a page pass that is light enough', () => {
    writePage(entry);
    write('assets/main.js', 160);
    write('assets/main.css', 20);
    write('assets/later.js', 70);
    expect(complaintsOf(weighPage(dist))).toEqual([]);
  });

  it('counts what is preloaded with the entry as first JavaScript', () => {
    writePage(entry, '<link rel="modulepreload" crossorigin href="./assets/react.js">');
    write('assets/main.js', 90);
    write('assets/react.js', 90);
    expect(complaintsOf(weighPage(dist))).toEqual([expect.stringMatching(/^first JavaScript: must weigh at most 170 KB gzipped, got 180\.\d$/)]);
  });

  it('refuses heavy styles and a heavy piece that is loaded later', () => {
    writePage(entry);
    write('assets/main.js', 1);
    write('assets/main.css', 30);
    write('assets/worker.js', 81);
    expect(complaintsOf(weighPage(dist))).toEqual([expect.stringContaining('CSS: '), expect.stringContaining('assets/worker.js: ')]);
  });

  it('refuses a page without a script', () => {
    writePage();
    expect(() => weighPage(dist)).toThrow('the page must load a script');
  });
});
