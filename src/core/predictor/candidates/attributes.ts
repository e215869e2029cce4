import type { ProfileKind } from '../../mixpanel/profile-properties.ts';
import { FEWEST_USERS } from '../input.ts';
import { conditionText, MISSING, OTHER } from '../words/derived-values.ts';
import { countValues, levelsOf, type Levels, type ValueCount, type ValueCounts } from './attribute-levels.ts';
import { FEWEST_TO_LIST, MOST_LISTED_A_PROPERTY, type ShelvedValue } from './shelved-values.ts';
import type { Placement } from './shelves.ts';
import { NO_VALUE, type ValueCodes } from './value-codes.ts';

/** A property as of A, as a factor. `level` (users,) indexes `levels`. */
export interface Attribute {
  readonly property: string;
  readonly levels: readonly string[];
  readonly level: Uint8Array;
  /** The level that has no column: the largest, or of a yes/no attribute "no". */
  readonly reference: number;
  /** For a number in ranges the place of each level from 0, null for `missing` and `other`; null for all else. */
  readonly order: readonly (number | null)[] | null;
  /** Whether it asks if a list holds one member: level 0 is yes. */
  readonly isMember: boolean;
  /** Of user profiles: whether it is fixed, or only what is so today. */
  readonly profile?: ProfileKind;
}

/** Why a property is no attribute: hardly anybody carries it, it is the same for nearly everybody, hardly two are alike. */
export type LeftOut = 'few' | 'same' | 'scattered';

/** What one property is as of A. */
export interface PropertyAtEntry {
  readonly attributes: readonly Attribute[];
  /** By attribute, the level of a cell that holds a value; −1 where it has none. */
  readonly levelOf: readonly ((cell: number) => number)[];
  readonly leftOut: LeftOut | null;
  readonly shelved: readonly ShelvedValue[];
  readonly unlisted: number;
}

const MOST_MEMBERS = 8;
/** A property hardly anybody carries at A says nothing about the others. */
const LEAST_COVERAGE = 0.05;

/** An attribute's name in one line: its property, or for a yes/no attribute `tags contains a`. */
export const attributeName = ({ property, levels, isMember }: Attribute): string =>
  isMember ? conditionText(property, levels[0]!) : property;

/** Users and converters at each level of an attribute. Shapes: (levels,). */
export function countLevels(
  attribute: Attribute,
  converted: Uint8Array,
): { users: Uint32Array; converted: Uint32Array } {
  const users = new Uint32Array(attribute.levels.length);
  const won = new Uint32Array(attribute.levels.length);
  attribute.level.forEach((level, i) => {
    users[level]! += 1;
    won[level]! += converted[i]!;
  });
  return { users, converted: won };
}

/**
 * Read a property as it stood at A: the value on the A event, or the last one before it; never a later one.
 *
 * Categories keep their commonest values, the rest is `other`, absence is `missing`. Numbers with many values become
 * quarter ranges. A list becomes one yes/no attribute for each of its commonest members (they do not exclude one another);
 * in the property's own factor it is `a list`. A factor without two levels of at least 30 users is left out.
 *
 * @param cells - shape (users,), the cell as of A or −1. @param converted - shape (users,).
 * Cost: O(users + distinct values).
 */
export function propertyAtEntry(codes: ValueCodes, cells: Int32Array, converted: Uint8Array): PropertyAtEntry {
  const nothing = { attributes: [], levelOf: [], shelved: [], unlisted: 0 };
  const carried = cells.reduce((sum, cell) => sum + (cell >= 0 ? 1 : 0), 0);
  if (carried < Math.max(FEWEST_USERS, LEAST_COVERAGE * cells.length)) return { ...nothing, leftOut: 'few' };
  const counts = countValues(codes, cells, converted);
  if (counts.known === 0) return { ...nothing, leftOut: 'few' };
  const levels = levelsOf(codes, cells, counts);
  const own = factorOf(codes, cells, levels);
  const members = counts.members
    .filter(({ users }) => Math.min(users, cells.length - users) >= FEWEST_USERS)
    .slice(0, MOST_MEMBERS);
  const asked = memberFactors(codes, cells, members);
  const factors = own ? [own, ...asked] : asked;
  if (factors.length === 0) {
    const isCommon = counts.values.some(({ users }) => users >= FEWEST_USERS) || levels.ranges !== null;
    return { ...nothing, leftOut: isCommon ? 'same' : 'scattered' };
  }
  return {
    attributes: factors.map(({ attribute }) => attribute),
    levelOf: factors.map(({ levelOf }) => levelOf),
    leftOut: null,
    ...shelve(codes, counts, levels, new Set(members.map(({ code }) => code)), cells.length),
  };
}

const ofProfile = ({ column }: ValueCodes): Pick<Attribute, 'profile'> =>
  column.profile ? { profile: column.profile } : {};

interface FactorOfCells {
  readonly attribute: Attribute;
  levelOf(cell: number): number;
}

function factorOf(codes: ValueCodes, cells: Int32Array, { textOf, ranges }: Levels): FactorOfCells | null {
  const texts = Array.from(cells, (cell) => (cell < 0 || codes.code[cell] === NO_VALUE ? MISSING : textOf(cell)));
  const users = new Map<string, number>();
  for (const text of texts) users.set(text, (users.get(text) ?? 0) + 1);
  const big = [...users].filter(([, n]) => n >= FEWEST_USERS).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  if (big.length < 2) return null;
  const names = big.map(([text]) => text);
  if (big.length < users.size && !names.includes(OTHER)) names.push(OTHER);
  const codeOf = new Map(names.map((text, level) => [text, level]));
  const other = codeOf.get(OTHER) ?? 0;
  return {
    attribute: {
      property: codes.column.name,
      levels: names,
      level: Uint8Array.from(texts, (text) => codeOf.get(text) ?? other),
      reference: 0,
      order: ranges && names.map((text) => (ranges.includes(text) ? ranges.indexOf(text) : null)),
      isMember: false,
      ...ofProfile(codes),
    },
    levelOf: (cell) => codeOf.get(textOf(cell)) ?? -1,
  };
}

function memberFactors(codes: ValueCodes, cells: Int32Array, members: readonly ValueCount[]): FactorOfCells[] {
  const texts = codes.texts(members.map(({ code }) => code));
  return members.map(({ code }, k): FactorOfCells => {
    const levelOf = (cell: number): number => (codes.members.get(codes.code[cell]!)?.includes(code) ? 0 : 1);
    return {
      attribute: {
        property: codes.column.name,
        levels: [texts[k]!, `not ${texts[k]!}`],
        level: Uint8Array.from(cells, (cell) => (cell < 0 ? 1 : levelOf(cell))),
        reference: 1,
        order: null,
        isMember: true,
        ...ofProfile(codes),
      },
      levelOf,
    };
  });
}

function placementOf(users: number, everybody: number): Placement {
  if (users < FEWEST_USERS) {
    return { shelf: 'rare', reason: `Only ${users} people had it at the start; at least ${FEWEST_USERS} are needed.` };
  }
  if (everybody - users < FEWEST_USERS) {
    return { shelf: 'common', reason: `Nearly everybody had it at the start: only ${everybody - users} had not.` };
  }
  return {
    shelf: 'rare',
    reason: 'Only the eight commonest values of a property are told apart; this one is not among them.',
  };
}

/** Values and members that are told apart from nothing: too few people, or not among the commonest. */
function shelve(
  codes: ValueCodes,
  { values, members }: ValueCounts,
  { named, ranges }: Levels,
  asked: ReadonlySet<number>,
  everybody: number,
): Pick<PropertyAtEntry, 'shelved' | 'unlisted'> {
  const rest = [
    ...(ranges ? [] : values.filter(({ code }) => !named.has(code) && !codes.members.has(code))),
    ...members.filter(({ code }) => !asked.has(code)),
  ].sort((a, b) => b.users - a.users);
  const listed = rest.filter(({ users }) => users >= FEWEST_TO_LIST).slice(0, MOST_LISTED_A_PROPERTY);
  const texts = codes.texts(listed.map(({ code }) => code));
  return {
    shelved: listed.map(({ users, converted }, k) => ({
      event: null,
      property: codes.column.name,
      value: texts[k]!,
      users,
      converted,
      placement: placementOf(users, everybody),
    })),
    unlisted: rest.length - listed.length,
  };
}
