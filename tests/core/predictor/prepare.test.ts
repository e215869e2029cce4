import { describe, expect, it } from 'vitest';
import { prepare } from '#core/predictor/cohort/prepare.ts';
import { makeInput, type Happening } from './make-table.ts';

const DAY = 86_400;
const end: Happening[] = [
  ['B', 1],
  ['Z', 100 * DAY],
];
const flowOf = (users: Happening[][], horizon: number | null = 10 * DAY) => {
  const { entrants, setAside, cohort, converted, stillOpen } = prepare(makeInput([...users, end], horizon));
  return { entrants, setAside, analysed: cohort.user.length, converted, stillOpen };
};

describe('the cohort', () => {
  it('counts those who reached B after A, and only then', () => {
    expect(
      flowOf([
        [
          ['A', 0],
          ['B', 5],
        ],
        [['A', 0]],
        [['B', 5]],
      ]),
    ).toEqual({ entrants: 2, setAside: [], analysed: 2, converted: 1, stillOpen: 0 });
  });

  it('leaves out, and counts, those whose first B came before A or in the same second', () => {
    const flow = flowOf([
      [
        ['B', 1],
        ['A', 5],
        ['B', 9],
      ],
      [
        ['A', 5],
        ['B', 5.9],
      ],
      [
        ['A', 5],
        ['B', 6],
      ],
    ]);
    expect(flow.setAside).toEqual([{ reason: 'converted-before', users: 2 }]);
    expect(flow.converted).toBe(1);
  });

  it('takes the first A, and does not take A itself for B when they are the same event', () => {
    const input = makeInput(
      [
        [
          ['A', 10],
          ['A', 30],
          ['A', 90],
        ],
        end,
      ],
      1000,
    );
    const same = { ...input, definition: { ...input.definition, target: { event: 'A', filters: [] } } };
    const { cohort } = prepare(same);
    expect([cohort.entrySecond[0], cohort.exit[0], cohort.converted[0]]).toEqual([10, 20, 1]);
  });

  it('turns a B after the horizon into not converted, and who is not watched so long into still open', () => {
    expect(
      flowOf([
        [
          ['A', 0],
          ['B', 11 * DAY],
        ],
        [['A', 95 * DAY]],
      ]),
    ).toMatchObject({ converted: 0, stillOpen: 1, analysed: 2 });
  });

  it('only counts the rows that pass the filters', () => {
    const users: Happening[][] = [
      [
        ['A', 0],
        ['A', 50],
        ['B', 60],
        ['B', 80],
      ],
      end,
    ];
    const { cohort } = prepare({
      ...makeInput(users, 1000),
      startRows: Uint32Array.of(1),
      targetRows: Uint32Array.of(3),
    });
    expect([cohort.entrySecond[0], cohort.exit[0]]).toEqual([50, 30]);
  });

  it('counts somebody once whose clock began in 1970', () => {
    const users = Array.from({ length: 10 }, (): Happening[] => [
      ['A', -5],
      ['C', 0],
      ['C', 7],
      ['B', 9],
    ]);
    const input = makeInput(users, 3600);
    const { tally } = prepare(input);
    expect(tally.doers[input.events.eventNames.indexOf('C')]).toBe(10);
  });

  it('chooses the shortest horizon that holds 90 % of the conversions', () => {
    const users = Array.from({ length: 100 }, (_, k): Happening[] => [
      ['A', 0],
      ['B', k < 92 ? 2 * DAY : 50 * DAY],
    ]);
    expect(prepare(makeInput([...users, end], null)).horizonMs).toBe(3 * DAY * 1000);
  });

  it('sets aside shared ids and bots, and puts them back when asked', () => {
    const person: Happening[] = [['A', 0], ...Array.from({ length: 9 }, (_, k): Happening => ['C', (k + 1) * DAY])];
    const bot: Happening[] = [['A', 0], ...Array.from({ length: 3000 }, (_, k): Happening => ['C', 100 + k * 300])];
    const users = [...Array.from({ length: 40 }, () => person), bot, person, end];
    const input = makeInput(users, 10 * DAY);
    const userIds = input.userIds.map((id, u) => (u === 41 ? 'undefined' : id));
    const { setAside } = prepare({ ...input, userIds });
    expect(setAside).toEqual([
      { reason: 'empty-or-shared-id', users: 1 },
      { reason: 'bot', users: 1 },
    ]);
    expect(prepare({ ...input, userIds, definition: { ...input.definition, keepOutliers: true } }).setAside).toEqual(
      [],
    );
  });

  it('keeps a faithful user of many years: many events, but not many a day', () => {
    const person: Happening[] = [
      ['A', 0],
      ['C', DAY],
      ['C', DAY + 5],
    ];
    const faithful: Happening[] = [['A', 0], ...Array.from({ length: 1500 }, (_, k): Happening => ['C', k * 3000])];
    const users = [
      ...Array.from({ length: 40 }, () => person),
      faithful.map(([name, at]): Happening => [name, at * 20]),
      end,
    ];
    expect(prepare(makeInput(users, 10 * DAY)).setAside).toEqual([]);
  });

  it('names an event that the data do not have, and says when nobody did A', () => {
    expect(() => prepare(makeInput([[['A', 0]]], 10))).toThrow(
      expect.objectContaining({ code: 'scenario/unknown-event', details: { event: 'B' } }),
    );
    expect(() =>
      prepare({
        ...makeInput(
          [
            [
              ['A', 0],
              ['B', 1],
            ],
          ],
          10,
        ),
        startRows: new Uint32Array(0),
      }),
    ).toThrow(expect.objectContaining({ code: 'scenario/nobody' }));
  });
});
