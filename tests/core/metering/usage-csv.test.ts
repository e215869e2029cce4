import { describe, expect, it } from 'vitest';
import { usageToCsv } from '#core/metering/usage-csv.ts';

const counts = {
  ptero: Float64Array.of(1, 2),
  mixpanel: Float64Array.of(3, 4),
  candu: Float64Array.of(5, 6),
  chameleon: Float64Array.of(7, 8),
};

describe('usage as CSV', () => {
  it('has a row a day and project, empty where the server counted nothing', () => {
    const scopes = [
      { project: null, counts },
      { project: '=Shop, "EU"', counts },
    ];
    const csv = usageToCsv(scopes, 19_782, (project, day) => (project === null && day === 19_783 ? 2 : null));
    expect(csv.split('\r\n')).toEqual([
      'day,project,ptero,mixpanel,candu,chameleon,server',
      '2024-02-29,,1,3,5,7,',
      '2024-03-01,,2,4,6,8,2',
      `2024-02-29,"'=Shop, ""EU""",1,3,5,7,`,
      `2024-03-01,"'=Shop, ""EU""",2,4,6,8,`,
      '',
    ]);
  });
});
