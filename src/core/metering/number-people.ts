/** The users of several projects as people: whoever has the same id in two of them is one. */
export interface People {
  readonly count: number;
  /** By project, the person of each of its users. Shapes: (users,). */
  readonly of: readonly Uint32Array[];
  /** The id of a person. */
  idOf(person: number): string;
}

/** Numbers people in the order in which they come. Cost: O(users) time and, with several projects, memory. */
export function numberPeople(projects: readonly (readonly string[])[]): People {
  const [only] = projects;
  if (projects.length === 1 && only) {
    return { count: only.length, of: [Uint32Array.from(only.keys())], idOf: (person) => only[person] ?? '' };
  }
  const numbers = new Map<string, number>();
  const ids: string[] = [];
  const of = projects.map((project) =>
    Uint32Array.from(project, (id) => {
      const known = numbers.get(id);
      if (known !== undefined) return known;
      numbers.set(id, ids.length);
      ids.push(id);
      return ids.length - 1;
    }),
  );
  return { count: ids.length, of, idOf: (person) => ids[person] ?? '' };
}
