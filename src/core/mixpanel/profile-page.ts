import { type ProfileKind, profileKind } from './profile-properties.ts';

export interface Profile {
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A page of Mixpanel's query API. */
export interface ProfilePage {
  readonly profiles: readonly Profile[];
  /** Entries without an id. */
  readonly nameless: number;
  /** Names this list on the pages after the first; null: there is no other. */
  readonly sessionId: string | null;
  /** Of all pages together. */
  readonly total: number;
  readonly isLast: boolean;
}

/** A property to choose. */
export interface OfferedProperty {
  readonly name: string;
  readonly kind: ProfileKind;
  /** Profiles of the page that carry it, and some different values of theirs as text. */
  readonly carriers: number;
  readonly values: readonly string[];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const countOf = (value: unknown, otherwise: number): number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : otherwise;

/** Reads the text of a page; null where it is none. Cost: O(text). */
export function readProfilePage(text: string): ProfilePage | null {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(body) || !Array.isArray(body['results'])) return null;
  const { results, session_id: session } = body;
  const profiles = results.flatMap((one): Profile[] => {
    if (!isObject(one)) return [];
    const { $distinct_id: id, $properties: properties } = one;
    return typeof id === 'string' && id !== '' ? [{ id, properties: isObject(properties) ? properties : {} }] : [];
  });
  const size = countOf(body['page_size'], 1000);
  const page = countOf(body['page'], 0);
  const total = countOf(body['total'], page * size + results.length);
  return {
    profiles,
    nameless: results.length - profiles.length,
    sessionId: typeof session === 'string' && session !== '' ? session : null,
    total,
    isLast: results.length === 0 || results.length < size || (page + 1) * size >= total,
  };
}

const VALUES_SHOWN = 3;
const LONGEST_SHOWN = 60;

/** What there is to choose from: what looks fixed first, and in either group what most profiles carry. Cost: O(values). */
export function offerOf(profiles: readonly Profile[]): readonly OfferedProperty[] {
  const found = new Map<string, { carriers: number; values: Set<string> }>();
  for (const { properties } of profiles) {
    for (const [name, value] of Object.entries(properties)) {
      if (value === null || name === '' || name === '$distinct_id') continue;
      const one = found.get(name) ?? { carriers: 0, values: new Set() };
      found.set(name, one);
      one.carriers += 1;
      if (one.values.size < VALUES_SHOWN) one.values.add(shownText(value));
    }
  }
  return [...found]
    .map(([name, { carriers, values }]) => ({ name, kind: profileKind(name), carriers, values: [...values] }))
    .toSorted(
      (a, b) =>
        Number(b.kind === 'fixed') - Number(a.kind === 'fixed') ||
        b.carriers - a.carriers ||
        (a.name < b.name ? -1 : 1),
    );
}

function shownText(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
