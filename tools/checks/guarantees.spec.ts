import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { root } from '../bootstrap/root.mjs';

const page = readFileSync(join(root, 'docs', 'guarantees.md'), 'utf8');
const promises = [...page.matchAll(/^\|.*\| `([^`]+\.spec\.ts)`: (.+?) *\|$/gm)].map(([, file = '', name = '']) => ({
  file,
  name,
}));

describe('the page of guarantees', () => {
  test('names a test for every promise', () => {
    const [table = ''] = /^## What is promised\n[^]*?(?=^## )/m.exec(page) ?? [];
    const rows = table.split('\n').filter((line) => /^\| (?!promise|-)/.test(line));
    expect(rows.length).toBeGreaterThan(10);
    expect(promises).toHaveLength(rows.length);
  });

  test.each(promises)('$file has the test "$name"', ({ file, name }) => {
    const source = readFileSync(join(root, file), 'utf8').replaceAll("\\'", "'");
    expect(source).toContain(name);
  });
});
