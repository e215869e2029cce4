import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { compactChanges } from '#core/sharing/compact-changes.ts';
import type { SharedScenario } from '#core/sharing/shared-scenario.ts';
import { acts, look, perform, personOf, replay, serverOf, shownTo } from './two-people.ts';

const ids = ['s1', 's2', 's3'];
const play = (script: Parameters<typeof run>[0]) => run(script);

function run(script: readonly { readonly who: 0 | 1; readonly act: Parameters<typeof perform>[3] }[]) {
  const server = serverOf(ids);
  const people = [personOf('ada', server), personOf('bob', server)] as const;
  for (const { who, act } of script) perform(people, server, who, act);
  return { server, people };
}

/** All that a person can set; not the times at which it was set. */
const content = (scenarios: Iterable<SharedScenario>) =>
  [...scenarios]
    .map(({ id, name, colour, definition, pin }) => ({ id, name, colour, definition, pinned: pin !== null }))
    .toSorted((a, b) => a.id.localeCompare(b.id));

describe('two people changing one workspace, with and without a network', () => {
  test.prop([acts, fc.boolean()])(
    'see the same in the end, whatever they did and whoever returns first',
    (script, order) => {
      const { server, people } = play(script);
      for (const person of order ? people : people.toReversed()) replay(person, server);
      for (const person of people) look(person, server);
      expect(shownTo(people[0])).toEqual(shownTo(people[1]));
      expect(content(shownTo(people[0]))).toEqual(content(server.scenarios.values()));
    },
  );

  test.prop([acts])('sending everything again, as after a lost answer, changes nothing', (script) => {
    const { server, people } = play(script);
    for (const person of people) {
      const queue = person.queue;
      replay(person, server);
      const [after, writes] = [content(server.scenarios.values()), server.writes];
      replay(
        person,
        server,
        compactChanges(queue).send.map(({ change }) => ({ ...change, tried: true })),
      );
      expect(content(server.scenarios.values())).toEqual(after);
      expect(server.writes).toBe(writes);
    }
  });

  test.prop([acts])('what one deleted stays deleted, whatever the other did to it meanwhile', (script) => {
    const { server, people } = play(script);
    const [ada, bob] = people;
    replay(ada, server);
    const before = new Set(server.deleted);
    const undone = new Set(
      bob.queue.flatMap(({ deed, scenarioId }) => (deed.kind === 'create' && deed.restores ? [scenarioId] : [])),
    );
    replay(bob, server);
    for (const id of before) if (!undone.has(id)) expect(server.scenarios.has(id)).toBe(false);
  });

  test.prop([acts])('whoever’s change came to nothing by a deletion is told', (script) => {
    const { server, people } = play(script);
    const [ada, bob] = people;
    replay(ada, server);
    const lost = compactChanges(bob.queue).send.filter(
      ({ change }) => change.deed.kind !== 'delete' && server.deleted.has(change.scenarioId),
    );
    const heard = bob.told.length;
    replay(bob, server);
    const news = bob.told.slice(heard).filter(({ kind }) => kind === 'deleted');
    expect(news.map(({ change }) => change.id)).toEqual(
      expect.arrayContaining(lost.filter(({ change }) => change.deed.kind !== 'create').map(({ change }) => change.id)),
    );
  });

  test.prop([acts])(
    'what was made and then deleted by another is not made again when the answer to the making was lost',
    (script) => {
      const { server, people } = play(script);
      const [ada, bob] = people;
      const queue = compactChanges(bob.queue).send.map(({ change }) => ({ ...change, tried: true }));
      replay(bob, server);
      for (const id of server.scenarios.keys()) server.deleted.add(id);
      server.scenarios.clear();
      look(ada, server);
      replay(bob, server, queue);
      const restored = queue
        .filter(({ deed }) => deed.kind === 'create' && deed.restores)
        .map(({ scenarioId }) => scenarioId);
      for (const { id } of shownTo(bob)) expect(restored).toContain(id);
    },
  );

  test.prop([acts])('a compacted queue leaves alone what it was made on just as the whole one does', (script) => {
    const { server, people } = play(script);
    for (const person of people) {
      const scenarios = new Map(person.seen.map((one) => [one.id, one]));
      const whole = { ...server, scenarios, deleted: new Set<string>() };
      const shown = content(shownTo(person));
      replay(person, whole);
      expect(content(whole.scenarios.values())).toEqual(shown);
    }
  });

  test.prop([acts])('a queue never sends two values of one thing', (script) => {
    for (const { queue } of play(script).people) {
      const { send, spent } = compactChanges(queue);
      const keys = send.map(({ change }) => `${change.scenarioId} ${change.deed.kind}`);
      expect(new Set(keys).size).toBe(keys.length);
      const covered = [...spent, ...send.flatMap(({ covers }) => covers)];
      expect(covered.toSorted()).toEqual(queue.map(({ id }) => id).toSorted());
    }
  });
});
