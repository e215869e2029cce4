import { describe, expect, it } from 'vitest';
import { exportFileName } from '#core/export/export-file-name.ts';
import { resultToJson } from '#core/export/result-to-json.ts';
import { readResult } from '../../fixtures/read-result.ts';

describe('resultToJson', () => {
  it('gives the very same result back', () => {
    const result = readResult('extreme-names');
    expect(JSON.parse(resultToJson(result))).toEqual(result);
  });
});

describe('exportFileName', () => {
  const definition = readResult('full').definition;
  const named = (start: string, target: string) =>
    exportFileName(
      { ...definition, start: { event: start, filters: [] }, target: { event: target, filters: [] } },
      'csv',
    );

  it('says what is inside', () => {
    expect(exportFileName(definition, 'png')).toBe('ptero-sign-up-to-start-plan.png');
  });

  it('keeps letters of any script and drops what a file system refuses', () => {
    expect(named('تسجيل / حساب', '../../etc: *?')).toBe('ptero-تسجيل-حساب-to-etc.csv');
  });

  it('has a name even where an event has no letters', () => {
    expect(named('🎉', '…')).toBe('ptero-start-to-target.csv');
  });
});
