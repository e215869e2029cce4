import { type Accessor, createMemo, createSignal } from 'solid-js';

/** Which rows of a table are selected, by name. A row that leaves the table leaves the selection. */
export function createSelection<T extends { readonly name: string }>(rows: Accessor<readonly T[]>) {
  const [names, setNames] = createSignal<ReadonlySet<string>>(new Set());
  let last: string | null = null;
  return {
    events: createMemo(() => rows().filter(({ name }) => names().has(name))),
    has: (name: string) => names().has(name),
    clear: () => setNames(new Set<string>()),
    /** @param through - with all rows between this one and the one before it. */
    set(name: string, selected: boolean, through: boolean) {
      const all = rows().map((row) => row.name);
      const [from, to] = [through && last !== null ? all.indexOf(last) : -1, all.indexOf(name)];
      const meant = from < 0 ? [name] : all.slice(Math.min(from, to), Math.max(from, to) + 1);
      last = name;
      setNames((known) => {
        const next = new Set(known);
        for (const one of meant)
          if (selected) next.add(one);
          else next.delete(one);
        return next;
      });
    },
  };
}
