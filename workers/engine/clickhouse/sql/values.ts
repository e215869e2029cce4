/** Kinds of JSON text. */
export const isText = (raw: string): string => `startsWith(${raw}, '"')`;
export const isList = (raw: string): string => `startsWith(${raw}, '[')`;
export const isNumber = (raw: string): string => `match(${raw}, '^[-0-9]')`;
const isJson = (raw: string): string => `match(${raw}, '^[\\\\[{]')`;

/** Read exactly: to the nearest double, as everywhere. */
export const numberOf = (raw: string): string => `(JSONExtractFloat(${raw}) + 0)`;

/** Equal for equal values however they are spelt: the text "1" is not the number 1. */
export const nameOf = (raw: string): string =>
  `multiIf(${isText(raw)}, concat('"', JSONExtractString(${raw})), ${isNumber(raw)}, concat('#', toString(${numberOf(raw)})), ${raw})`;

/** What a value's name is told as. */
export const hashOf = (name: string): string => `lower(hex(sipHash64(${name})))`;

/** A cell's values: itself, or the members of the list that it is, each once; with name, JSON text, whether it is a number, and place. */
export function kindsOf(raw: string): string {
  const items = `arrayFilter(item -> item != 'null', JSONExtractArrayRaw(${raw}))`;
  const members = `arrayMap((item, k) -> (concat('has ', ${nameOf('item')}), item, toUInt8(0), toUInt32(k)), ${items}, arrayEnumerate(${items}))`;
  const once = `arrayFilter((kind, nth) -> nth = 1, ${members}, arrayEnumerateUniq(arrayMap(item -> ${nameOf('item')}, ${items})))`;
  return `if(${isList(raw)}, ${once}, [(${nameOf(raw)}, ${raw}, toUInt8(${isNumber(raw)}), toUInt32(0))])`;
}

/** `mixBits` of every number of an array (Wellons' lowbias32). */
function mixed(array: string): string {
  const fold = (bits: number, of: string): string => `arrayMap(x -> bitXor(x, bitShiftRight(x, ${bits})), ${of})`;
  const times = (factor: number, of: string): string => `arrayMap(x -> toUInt32(x * toUInt32(${factor})), ${of})`;
  return fold(15, times(0x735a2d97, fold(15, times(0x21f0aaad, fold(16, array)))));
}

const TAG = `toUInt32(multiIf(${isText('l.2')}, 0, ${isJson('l.2')}, 5, l.2 = 'true', 2, l.2 = 'false', 3, l.2 = 'null', 4, 1))`;
const TEXT_HASH = `bitShiftRight(murmurHash3_32(if(${isText('l.2')}, JSONExtractString(l.2), l.2)), 16)`;
const BITS = `reinterpretAsUInt64(${numberOf('l.2')})`;

/**
 * One number for all properties of an event, equal for equal content: `contentSignatures`, which puts events of one moment and
 * name in order. A list is taken as it is spelt here.
 */
export function signatureOf(leaves: string): string {
  const first = mixed(`arrayMap(l -> bitXor(murmurHash3_32(l.1), ${TAG}), ${leaves})`);
  const second = mixed(
    `arrayMap((h, l) -> bitXor(h, toUInt32(if(${isNumber('l.2')}, bitAnd(${BITS}, 4294967295), ${TEXT_HASH}))), ${first}, ${leaves})`,
  );
  const third = mixed(`arrayMap((h, l) -> bitXor(h, toUInt32(bitShiftRight(${BITS}, 32))), ${second}, ${leaves})`);
  const chosen = `arrayMap((a, b, c, l) -> multiIf(${isNumber('l.2')}, c, ${isText('l.2')} OR ${isJson('l.2')}, b, a), ${first}, ${second}, ${third}, ${leaves})`;
  return `arraySum(${chosen})`;
}
