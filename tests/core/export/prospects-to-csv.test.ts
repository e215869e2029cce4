import { describe, expect, it } from 'vitest';
import { exportFileName } from '#core/export/export-file-name.ts';
import { prospectsToCsv } from '#core/export/prospects-to-csv.ts';

const person = (id: string, probability = 0.25) => ({ id, probability, enteredAtMs: 0 });

describe('users as CSV', () => {
  it('begin with the column that Mixpanel takes for the id', () => {
    expect(prospectsToCsv([person('u1', 0.123456789), person('u2')])).toBe(
      '$distinct_id,ptero_probability\r\nu1,0.123457\r\nu2,0.25\r\n',
    );
  });

  it('are only a header when there is nobody', () => {
    expect(prospectsToCsv([])).toBe('$distinct_id,ptero_probability\r\n');
  });

  it('cannot be run as a formula, nor break out of their cell', () => {
    const cells = ['=1+1', '+49 170', '-x', '@me', 'a,b', 'say "hi"', 'two\nlines'].map((id) =>
      prospectsToCsv([person(id)])
        .split('\r\n')
        .slice(1)
        .join('|'),
    );
    expect(cells).toEqual([
      "'=1+1,0.25|",
      "'+49 170,0.25|",
      "'-x,0.25|",
      "'@me,0.25|",
      '"a,b",0.25|',
      '"say ""hi""",0.25|',
      '"two\nlines",0.25|',
    ]);
  });

  it('have a file name of their own', () => {
    const definition = {
      start: { event: 'Sign Up', filters: [] },
      target: { event: 'Start Plan', filters: [] },
      horizonMs: null,
      hiddenEvents: [],
      keepOutliers: false,
    };
    expect(exportFileName(definition, 'csv', 'open')).toBe('ptero-sign-up-to-start-plan-open.csv');
    expect(exportFileName(definition, 'csv')).toBe('ptero-sign-up-to-start-plan.csv');
  });
});
