import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { tldr } from './real-sets.ts';
import { explore, importFirst, parseCsv, readRanking } from './support.ts';

const columns =
  'rank,kind,event,property,value,min_count,direction,users_with,users_without,converted_with,converted_without,hazard_ratio,ci_low,ci_high,q_value,power,tier,shelf,plain_odds_ratio';
const allowed: Readonly<Record<string, RegExp>> = {
  rank: /^\d*$/,
  kind: /^(behaviour|event_property|attribute)$/,
  min_count: /^\d*$/,
  direction: /^(to|away)?$/,
  users_with: /^\d+$/,
  users_without: /^\d+$/,
  hazard_ratio: /^([\d.e+-]+)?$/,
  q_value: /^([\d.e+-]+)?$/,
  shelf: /^(ranked|step|prerequisite|rare|common|duplicate|result|hidden)$/,
};

test('the CSV has the promised columns and the rows of the screen', async ({ page }) => {
  await importFirst(page, tldr.file);
  await explore(page, tldr.question);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download CSV' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/\.csv$/);

  const text = readFileSync(await download.path(), 'utf8').replace(/^\uFEFF/, '');
  const [header = [], ...rows] = parseCsv(text);
  expect(header.join(',')).toBe(columns);
  expect(rows.every((row) => row.length === header.length)).toBe(true);
  for (const [column, pattern] of Object.entries(allowed)) {
    const index = header.indexOf(column);
    expect(rows.map((row) => row[index]).filter((cell) => !pattern.test(cell ?? ''))).toEqual([]);
  }

  const cell = (row: readonly string[], column: string) => row[header.indexOf(column)] ?? '';
  for (const [direction, words] of [
    ['to', 'to'],
    ['away', 'away from'],
  ] as const) {
    const ranked = rows
      .filter((row) => cell(row, 'shelf') === 'ranked' && cell(row, 'tier') !== '')
      .filter((row) => cell(row, 'direction') === direction)
      .toSorted((a, b) => Number(cell(a, 'rank')) - Number(cell(b, 'rank')));
    // Rows that were compared and tell nothing have no tier; they stand on a shelf.
    const shown = await readRanking(page, words, tldr.question.target);
    expect(shown.length).toBe(Math.min(20, ranked.length));
    shown.forEach((name, index) => {
      const row = ranked[index] ?? [];
      for (const part of ['event', 'property', 'value']) expect(name).toContain(cell(row, part));
    });
  }
});
