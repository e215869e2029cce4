import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { resultToCsv } from '#core/export/result-to-csv.ts';
import type { ResultRow } from '#core/predictor/result.ts';
import { readResult } from '../../fixtures/read-result.ts';

const full = readResult('full');
const [firstRow] = full.rows as [ResultRow];
const withRows = (rows: readonly ResultRow[]) => resultToCsv({ ...full, rows });
const withEvent = (event: string) => withRows([{ ...firstRow, event }]);

/** A strict RFC 4180 reader of our own, so that the writer is not checked by itself. */
function parse(csv: string): string[][] {
  const records: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < csv.length; i += 1) {
    const char = csv.charAt(i);
    if (quoted) {
      if (char !== '"') cell += char;
      else if (csv.charAt(i + 1) === '"') {
        cell += '"';
        i += 1;
      } else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === ',' || (char === '\r' && csv.charAt(i + 1) === '\n')) {
      records.at(-1)?.push(cell);
      cell = '';
      if (char === '\r') {
        records.push([]);
        i += 1;
      }
    } else cell += char;
  }
  if (records.at(-1)?.length === 0) records.pop();
  return records;
}

describe('resultToCsv', () => {
  it('has exactly the agreed columns, in order, and CRLF line ends', () => {
    const csv = resultToCsv(full);
    expect(csv.split('\r\n')[0]).toBe(
      'rank,kind,event,property,value,min_count,direction,users_with,users_without,converted_with,converted_without,' +
        'hazard_ratio,ci_low,ci_high,q_value,power,tier,shelf,plain_odds_ratio',
    );
    expect(csv.endsWith('\r\n')).toBe(true);
    expect(csv.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('has one row for every candidate, ranked or shelved', () => {
    const many = readResult('many-rows');
    expect(parse(resultToCsv(many))).toHaveLength(1 + many.rows.length);
  });

  it('puts ranked rows first, to before away, each by rank, then the shelves', () => {
    const lines = parse(withRows(full.rows.toReversed())).slice(1);
    const order = lines.map((cells) => `${cells[6]}${cells[0]}`);
    expect(order.slice(0, 11)).toEqual([
      'to1',
      'to2',
      'to3',
      'to4',
      'to5',
      'to6',
      'to7',
      'away1',
      'away2',
      'away3',
      'away4',
    ]);
    expect(lines.slice(11).every((cells) => cells[17] !== 'ranked')).toBe(true);
  });

  it('writes a ranked row as it stands', () => {
    expect(withRows([firstRow]).split('\r\n')[1]).toBe(
      '1,behaviour,Invite Friend,,,1,to,3451,14712,1070,1391,3.03,2.7,3.4,1.2e-41,0.31,strong,ranked,2.2',
    );
  });

  it('rounds to six significant digits and keeps counts whole', () => {
    const row = {
      ...firstRow,
      usersWith: 12_345_678,
      hazard: { ratio: 1.23456789, low: 0.000123456789, high: 12345.6789 },
    };
    const cells = parse(withRows([row]))[1];
    expect(cells?.[7]).toBe('12345678');
    expect(cells?.slice(11, 14)).toEqual(['1.23457', '0.000123457', '12345.7']);
  });

  it('leaves cells empty where nothing was estimated, and for numbers that are none', () => {
    const row = {
      ...firstRow,
      rank: null,
      direction: null,
      tier: null,
      q: null,
      power: Number.NaN,
      hazard: null,
      plainOddsRatio: Infinity,
    };
    expect(withRows([row]).split('\r\n')[1]).toBe(',behaviour,Invite Friend,,,1,,3451,14712,1070,1391,,,,,,,ranked,');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('makes the text %j harmless', (name) => {
    expect(parse(withEvent(name))[1]?.[2]).toBe(`'${name}`);
  });

  it('quotes commas, quotes and line breaks', () => {
    expect(withEvent('a,"b"\nc')).toContain('"a,""b""\nc"');
  });

  test.prop([fc.string({ unit: 'binary' })])('gives any name back to a strict reader', (name) => {
    const cell = parse(withEvent(name))[1]?.[2] ?? '';
    expect(/^[=+\-@\t\r]/.test(name) ? cell.slice(1) : cell).toBe(name);
    expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  });
});
