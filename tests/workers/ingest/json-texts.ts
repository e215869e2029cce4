import { fc } from '@fast-check/vitest';

/** Spellings of one character in a JSON string: plain, escaped, beyond ASCII, line separators, half a surrogate pair. */
const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...'abz09 .$-_/é中😀\u2028\u0085\u00a0\ufeff\ufffd') },
  { weight: 3, arbitrary: fc.constantFrom('\\n', '\\t', '\\r', '\\b', '\\f', '\\"', '\\\\', '\\/') },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '\\u0041',
      '\\u00E9',
      '\\u4e2d',
      '\\uD83D\\uDE00',
      '\\ud83d',
      '\\ude00',
      '\\u0000',
      '\\u2028',
      '\\ufffd',
    ),
  },
);
const stringText = fc.array(piece, { maxLength: 8 }).map((pieces) => `"${pieces.join('')}"`);

const integer = fc.oneof(
  fc.constantFrom('0', '-0', '7', '12345', '-99', '999999999999999', '9007199254740993', '123456789012345678901'),
  fc.integer().map(String),
);
const numberText = fc.oneof(
  integer,
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  fc.tuple(integer, fc.stringMatching(/^[0-9]{1,18}$/)).map(([whole, part]) => `${whole}.${part}`),
  fc
    .tuple(integer, fc.constantFrom('e', 'E', 'e+', 'E-'), fc.nat(400))
    .map(([whole, mark, power]) => `${whole}${mark}${power}`),
  fc.constantFrom(
    '0.1',
    '1.0',
    '-0.0',
    '0.30000000000000004',
    '2.2250738585072011e-308',
    '5e-324',
    '1e400',
    '0.000001',
    '100000000000000.1',
  ),
);

const space = fc.constantFrom('', '', '', '', '', ' ', '\t', '\r ', '  ');
/** What JSON does not allow, now and then. */
const broken = fc.constantFrom(
  '01',
  '-',
  '1.',
  '.5',
  '+1',
  '1e',
  'tru',
  'nul',
  'NaN',
  'Infinity',
  '\u00a0',
  "'a'",
  '"\t"',
  '"\\x"',
  '"\\u12g4"',
  '"',
  '[1,]',
  '{"a":1,}',
  '{a:1}',
  '[',
  '}',
  '1 2',
);

const keyPool = [
  'a',
  'b',
  'a.b',
  'b.a',
  'b.c',
  'c',
  '',
  '1',
  '2',
  '__proto__',
  'toString',
  'constructor',
  'event',
  'properties',
  'length',
];
const specialKeys = [
  'time',
  'distinct_id',
  '$insert_id',
  'mp_processing_time_ms',
  '$distinct_id_before_identity',
  '$import',
  '$mp_event_size',
];

/** A key from a small pool, so that keys repeat and collide, with some letters spelled as escapes. */
const keyText = (pool: readonly string[]) =>
  fc.tuple(fc.constantFrom(...pool), fc.nat(20)).map(([key, spelled]) => {
    const at = spelled < key.length ? spelled : -1;
    const text = [...key]
      .map((c, i) => (i === at ? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}` : c))
      .join('');
    return `"${text}"`;
  });

const members = (pairs: readonly (readonly [string, string])[], gap: string): string =>
  `{${gap}${pairs.map(([key, value]) => `${key}${gap}:${value}`).join(`${gap},`)}${gap}}`;

const { value: anyValue } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    stringText,
    numberText,
    fc.constantFrom('true', 'false', 'null'),
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.array(tie('value'), { maxLength: 3 }), space)
        .map(([items, gap]) => `[${gap}${items.join(`${gap},${gap}`)}${gap}]`),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.array(fc.tuple(keyText(keyPool), tie('value')), { maxLength: 3 }), space)
        .map(([pairs, gap]) => members(pairs, gap)),
    },
  ),
}));

const value = fc.oneof({ weight: 200, arbitrary: anyValue }, { weight: 1, arbitrary: broken });
const goodTime = fc.constantFrom('1700000000', '1700000000.123', '1700000000123', '1.7e9', '1520622660.057');
const timeText = fc.oneof(
  { weight: 12, arbitrary: goodTime },
  fc.constantFrom('-1', '0', '1e20', 'null', '"1700000000"', '[]'),
  numberText,
);
const goodUser = fc.constantFrom('"ann"', '"bob"', '"$device:1-2"', '"Zo\\u00eb"', '"Zoë"', '12345', '1.50');
const oddUser = fc.oneof(
  stringText,
  numberText,
  fc.constantFrom('""', '"$hotshard_events"', '"\\u0024hotshard_events"', 'null', '{"a":"b"}'),
);
const userText = fc.oneof({ weight: 12, arbitrary: goodUser }, oddUser);
const special = fc.oneof(fc.tuple(fc.constant('"time"'), timeText), fc.tuple(fc.constant('"distinct_id"'), userText), {
  weight: 3,
  arbitrary: fc.tuple(keyText(specialKeys.slice(2)), value),
});
const ordinary = fc.tuple(keyText(keyPool), value);
const properties = fc
  .tuple(
    fc.tuple(fc.constant('"time"'), timeText),
    fc.tuple(fc.constantFrom('"distinct_id"', '"distinct\\u005fid"'), userText),
    fc.array(fc.oneof({ weight: 9, arbitrary: ordinary }, special), { maxLength: 7 }),
    fc.nat(9),
    space,
  )
  .map(([time, user, others, at, gap]) => members([...others.slice(0, at), user, time, ...others.slice(at)], gap));
const eventName = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('"Sign up"', '"Page"', '"p\\u0061ge"') },
  stringText,
  value,
);

type Member = readonly [string, string];

/** The text of a line that is mostly an event, in every spelling JSON allows and some it does not. */
export const recordText = fc
  .tuple(
    eventName,
    properties,
    fc.array(
      fc.oneof(
        ordinary,
        fc.tuple(fc.constantFrom('"\\u0065vent"', '"event"'), eventName),
        fc.tuple(fc.constant('"properties"'), fc.oneof({ weight: 3, arbitrary: properties }, value)),
      ),
      { maxLength: 2 },
    ),
    fc.nat(3),
    space,
  )
  .chain(([event, props, others, at, gap]) => {
    const main: Member[] = [
      ['"event"', event],
      ['"properties"', props],
    ];
    const all = [...others.slice(0, at), ...main, ...others.slice(at)];
    return fc
      .shuffledSubarray(all, { minLength: Math.max(2, all.length - (at === 3 ? 1 : 0)) })
      .map((chosen) => `${gap}${members(chosen, gap)}${gap}`);
  });

/** The bytes of a line with a few of them cut out, changed or put in. */
export const mutatedRecord = fc
  .tuple(
    recordText,
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.constantFrom('cut', 'change', 'insert'),
        fc.oneof(fc.nat(255), fc.constantFrom(0x22, 0x5c, 0x7b, 0x7d, 0x2c, 0x3a, 0x5b, 0x5d, 0xed, 0xa0, 0x80)),
      ),
      { minLength: 1, maxLength: 2 },
    ),
  )
  .map(([text, changes]) => {
    const bytes = [...new TextEncoder().encode(text)];
    for (const [where, what, byte] of changes) {
      const at = where % (bytes.length + 1);
      if (what === 'cut') bytes.splice(at, 1);
      else bytes.splice(at, what === 'change' ? 1 : 0, byte === 0x0a ? 0x20 : byte);
    }
    return Uint8Array.from(bytes);
  });
