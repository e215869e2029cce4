import { describe, expect, it } from 'vitest';
import { candidateZones } from '#core/mixpanel/candidate-zones.ts';

describe('the zones of an offset', () => {
  it('depend on the moment', () => {
    expect(candidateZones(60, Date.UTC(2024, 0, 15))).toContain('Europe/Berlin');
    expect(candidateZones(60, Date.UTC(2024, 6, 15))).not.toContain('Europe/Berlin');
    expect(candidateZones(120, Date.UTC(2024, 6, 15))).toContain('Europe/Berlin');
  });

  it('begin with the usual ones, each once', () => {
    const zones = candidateZones(-300, Date.UTC(2024, 0, 15));
    expect(zones[0]).toBe('America/New_York');
    expect(new Set(zones).size).toBe(zones.length);
    expect(zones).toContain('America/Toronto');
  });

  it('are found for quarters of an hour, and none for offsets nobody has', () => {
    expect(candidateZones(345, Date.UTC(2024, 0, 15)).join()).toMatch(/Asia\/Kath?mandu/);
    expect(candidateZones(330, Date.UTC(2024, 0, 15)).filter((zone) => /Kolkata|Calcutta/.test(zone))).toEqual([
      'Asia/Kolkata',
    ]);
    expect(candidateZones(17, Date.UTC(2024, 0, 15))).toEqual([]);
  });
});
