import { beforeAll, describe, expect, it } from 'vitest';
import type { ResultDocument } from '#core/predictor/result.ts';
import { createRandom } from '#core/stats/random.ts';
import { askFor } from '#tests/bench/time-run.ts';
import { createPredictor } from '#workers/predictor/create-predictor.ts';
import { createProjectData } from '#workers/predictor/project-data.ts';
import { putProfiles, removeProfiles } from '#workers/store/profiles/store-profiles.ts';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { openProject } from '#workers/store/project-reader.ts';
import { importEvents, type TestEvent } from '../store/batches.ts';
import { memoryDirectory, memoryLocks } from '../store/memory-directory.ts';

const HOUR = 3_600_000;
const USERS = 1500;

/** People from FR convert three times as often; the plan is what they bought, so it follows from converting. */
const people = (() => {
  const random = createRandom(11);
  return Array.from({ length: USERS }, (_, i) => {
    const country = random.below(3) === 0 ? 'FR' : 'US';
    const isConverted = random.uniform() < (country === 'FR' ? 0.6 : 0.2);
    return {
      id: `u${i}`,
      country,
      isConverted,
      plan: isConverted && random.uniform() < 0.9 ? 'pro' : 'free',
      at: i * HOUR,
    };
  });
})();
const events: readonly TestEvent[] = people.flatMap(({ id, isConverted, at }, i) => [
  // In the second of A, and before it in the order of the table: not what somebody did after A.
  ...(i % 3 === 0 ? [{ event: '1 Open', user: id, time: at }] : []),
  { event: 'A', user: id, time: at },
  ...(i % 2 === 0 ? [{ event: 'C', user: id, time: at + HOUR }] : []),
  ...(isConverted ? [{ event: 'B', user: id, time: at + (2 + (i % 20)) * HOUR }] : []),
  { event: 'D', user: id, time: at + 200 * HOUR },
]);
const properties = ['Initial country', 'Plan'];
const lines = new Blob(
  [...people, { id: 'nobody', country: 'FR', plan: 'pro' }].map(
    ({ id, country, plan }) => `${JSON.stringify([id, country, plan])}\n`,
  ),
);

const root = memoryDirectory();
let projectId: string;
const answer = async (most?: number): Promise<ResultDocument> => {
  const load = createProjectData((id) => openProject(root, id), most);
  const outcome = await createPredictor({ load, pause: async () => {}, now: () => 0 }).run(
    askFor(projectId, 'A', 'B', 'job'),
  );
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value;
};
const rowOf = (result: ResultDocument, property: string, value: string) =>
  result.rows.find((row) => row.property === property && row.value === value)!;

beforeAll(async () => {
  ({ projectId } = await importEvents(createOpenImportSession(root, memoryLocks()), events, { size: 5000 }));
});

describe('a result with user profiles', () => {
  it('shows a property that predicts as an attribute of its people, marked as of profiles', async () => {
    await putProfiles(root, projectId, { properties: properties.slice(0, 1), lines: firstColumn(), at: 1 });
    const result = await answer();
    const shown = result.rows.filter(({ property }) => property !== null);
    expect(shown.every(({ kind, profile }) => kind === 'attribute' && profile === 'fixed')).toBe(true);
    const france = rowOf(result, 'profile: Initial country', 'FR');
    expect(france).toMatchObject({ shelf: 'ranked', direction: 'to', tier: 'strong', profile: 'fixed' });
    expect(france.hazard!.ratio).toBeGreaterThan(2.5);
    expect(france.usersWith).toBe(people.filter(({ country }) => country === 'FR').length);
    expect(france.competing).not.toContain('today');
    expect(result.verdict.join(' ')).toContain('profile: Initial country = FR');
    expect(result.verdict.join(' ')).not.toContain('today');
  });

  it('flags one that changes where it stands, in its other explanation and in the verdict', async () => {
    await putProfiles(root, projectId, { properties, lines, at: 2 });
    const result = await answer();
    const pro = rowOf(result, 'profile: Plan', 'pro');
    expect(pro).toMatchObject({ shelf: 'ranked', direction: 'to', tier: 'fragile', profile: 'changing' });
    expect(pro.competing).toMatch(
      /^Profiles hold only today’s value, .* it may well follow from B and not lead to it\./u,
    );
    expect(result.verdict.join(' ')).toMatch(
      /Not counted here: profile: Plan = pro\. Profiles hold only today’s value/u,
    );
    expect(rowOf(result, 'profile: Initial country', 'FR').profile).toBe('fixed');
  });

  it('takes nothing from the others for it, and foretells nothing by it', async () => {
    await putProfiles(root, projectId, { properties: properties.slice(0, 1), lines: firstColumn(), at: 1 });
    const without = await answer();
    await putProfiles(root, projectId, { properties, lines, at: 2 });
    const beside = await answer();
    for (const id of without.rows.filter(({ hazard }) => hazard).map((row) => row.id)) {
      const [before, after] = [without, beside].map(({ rows }) => rows.find((row) => row.id === id)!.hazard);
      expect(after).toEqual(before);
    }
    expect(beside.quality).toEqual(without.quality);
  });

  it('says the same where cells are kept packed', async () => {
    const [packed, plain] = [await answer(0), await answer()];
    expect(packed).toEqual(plain);
  });

  it('counts the same people and events as without, to the last digit', async () => {
    await putProfiles(root, projectId, { properties, lines, at: 2 });
    const withProfiles = await answer();
    await removeProfiles(root, projectId);
    const without = await answer();
    for (const part of ['flow', 'curve', 'conversion', 'medianMs', 'dataFromMs', 'dataToMs'] as const)
      expect(withProfiles[part]).toEqual(without[part]);
    const counts = ({ rows }: ResultDocument) =>
      rows
        .filter(({ property }) => property === null)
        .map(({ id, usersWith, convertedWith, medianLeadMs }) => [id, usersWith, convertedWith, medianLeadMs])
        .toSorted();
    expect(counts(withProfiles)).toEqual(counts(without));
    expect(without.rows.some(({ profile }) => profile)).toBe(false);
  });
});

const firstColumn = () => new Blob(people.map(({ id, country }) => `${JSON.stringify([id, country])}\n`));
