import { transportPropertyNames } from '#core/mixpanel/transport-properties.ts';
import { literal } from './names.ts';

/** Objects are taken apart so many levels deep, as at import. */
const LEVELS = 15;

const own = `arrayFilter(pair -> pair.1 NOT IN (${transportPropertyNames.map(literal).join(', ')}), JSONExtractKeysAndValuesRaw(toString(properties)))`;

const isObject = (pair: string): string => `(startsWith(${pair}.2, '{') AND ${pair}.2 != '{}')`;

const expanded = `arrayFlatten(arrayMap(pair -> if(${isObject('pair')}, arrayMap(inner -> (concat(pair.1, '.', inner.1), inner.2), JSONExtractKeysAndValuesRaw(pair.2)), [pair]), sofar))`;

const fold = `arrayFold((sofar, level) -> if(arrayExists(pair -> ${isObject('pair')}, sofar), ${expanded}, sofar), range(${LEVELS}), ${own})`;

/**
 * The properties of an event as pairs of name and JSON text, objects taken apart into leaves (`a.b`), as at import; without
 * those that only say how an event travelled. Rows without an object are not folded: that takes three times as long.
 */
export const LEAVES = `if(arrayExists(pair -> ${isObject('pair')}, ${own}), ${fold}, ${own})`;
