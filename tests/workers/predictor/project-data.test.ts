import { describe, expect, it } from 'vitest';
import type { PropertyColumn } from '#core/predictor/event-table.ts';
import { createProjectData } from '#workers/predictor/project-data.ts';
import type { ProjectReader } from '#workers/store/project-reader.ts';

const properties = [
  { name: 'plan', cells: 3 },
  { name: '$insert_id', cells: 3 },
  { name: 'gone', cells: 0 },
  { name: 'seats', cells: 1 },
];

function setUp() {
  const asked: string[] = [];
  let atOnce = 0;
  let most = 0;
  const reader = {
    summary: { fingerprint: 'f' },
    eventTable: async () => ({}),
    userIds: async () => [],
    properties: async () => properties,
    async propertyColumn(name: string) {
      asked.push(name);
      most = Math.max(most, (atOnce += 1));
      await Promise.resolve();
      atOnce -= 1;
      return { name } as PropertyColumn;
    },
  } as unknown as ProjectReader;
  return { load: createProjectData(async () => reader), asked, most: () => most };
}

describe('what an analysis reads of a project', () => {
  it('is one column after another, of properties that some event carries and that say something of it', async () => {
    const { load, asked, most } = setUp();
    expect((await load('p')).columns.map(({ name }) => name)).toEqual(['plan', 'seats']);
    expect(asked).toEqual(['plan', 'seats']);
    expect(most()).toBe(1);
  });

  it('is kept until the events change', async () => {
    const { load, asked } = setUp();
    expect(await load('p')).toBe(await load('p'));
    expect(asked).toHaveLength(2);
  });
});
