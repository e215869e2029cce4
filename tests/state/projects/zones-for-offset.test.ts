import { describe, expect, it } from 'vitest';
import { zoneOffsetMinutes, zonesForOffset } from '#state/projects/zones-for-offset.ts';

const summer = Date.UTC(2026, 6, 1, 12);
const winter = Date.UTC(2026, 0, 1, 12);

describe('zonesForOffset', () => {
  it('offers the zone of this computer first where it fits', () => {
    expect(zonesForOffset(120, summer, 'Europe/Zurich')[0]).toBe('Europe/Zurich');
  });

  it('offers where most products are at home before the rest of the alphabet', () => {
    expect(zonesForOffset(-240, summer, 'Europe/Zurich')[0]).toBe('America/New_York');
    expect(zonesForOffset(-300, winter, 'Europe/Zurich')[0]).toBe('America/New_York');
    expect(zonesForOffset(330, winter, 'Europe/Zurich')[0]).toBe('Asia/Kolkata');
  });

  it('offers each zone that fits once, and no other', () => {
    const zones = zonesForOffset(60, winter, 'Europe/Berlin');
    expect(new Set(zones).size).toBe(zones.length);
    expect(zones.every((zone) => zoneOffsetMinutes(zone, winter) === 60)).toBe(true);
  });

  it('offers nothing for an offset that no clock has', () => {
    expect(zonesForOffset(7, winter, 'Europe/Berlin')).toEqual([]);
  });
});
