import { createSignal } from 'solid-js';
import type { SharedProject, SharedStore } from '#contract/shared.ts';
import type { LocalStore } from '#contract/saved.ts';
import type { ProjectSummary } from '#contract/store.ts';
import { PteroError } from '#core/errors/ptero-error.ts';

export interface SharedLinksDeps {
  readonly local: Pick<LocalStore, 'setting' | 'putSetting'>;
  readonly store: Pick<SharedStore, 'makeProject'>;
  readonly workspaceId: () => string | null;
  /** Of the workspace. */
  readonly shared: () => readonly SharedProject[];
  /** Of this browser. */
  readonly locals: () => readonly ProjectSummary[];
  /** Runs after the workspace got a project. */
  made(): Promise<void>;
  newId(): string;
}

/** By `workspace/local project` the workspace's project. */
type Links = Readonly<Record<string, string>>;
const SETTING = 'shared-projects';

/** Which projects of this browser hold the events of which projects of the workspace. Kept in this browser. */
export function createSharedLinks({ local, store, workspaceId, shared, locals, made, newId }: SharedLinksDeps) {
  const [links, setLinks] = createSignal<Links>({});
  // Where nothing can be read nothing could be linked either.
  const reading = local.setting<Links>(SETTING).then(
    (kept) => setLinks((known) => ({ ...kept, ...known })),
    () => undefined,
  );

  const keyOf = (localId: string) => `${workspaceId()}/${localId}`;
  const link = async (localId: string, sharedId: string) => {
    await reading;
    const others = Object.entries(links()).filter(
      ([key, id]) => !(id === sharedId && key.startsWith(`${workspaceId()}/`)),
    );
    const next = { ...Object.fromEntries(others), [keyOf(localId)]: sharedId };
    setLinks(next);
    await local.putSetting(SETTING, next);
  };
  const sharedOf = (localId: string): string | null => {
    const id = links()[keyOf(localId)];
    return id !== undefined && shared().some((project) => project.id === id) ? id : null;
  };

  return {
    link,
    sharedOf,
    /** Reactive. The project of this browser with those events; null when there is none. */
    localOf: (sharedId: string): string | null =>
      locals().find(({ id }) => links()[keyOf(id)] === sharedId)?.id ?? null,
    /** The workspace's project for one of this browser: the linked one, else that of its name, else a new one. */
    async ensure(localId: string): Promise<string> {
      await reading;
      const known = sharedOf(localId);
      if (known) return known;
      const project = locals().find(({ id }) => id === localId);
      const workspace = workspaceId();
      if (!project || !workspace) throw new PteroError({ code: 'store/missing', message: 'There is no such project.' });
      const named = shared().find(({ name }) => name === project.name);
      const id = named?.id ?? newId();
      if (!named) {
        await store.makeProject(workspace, { id, name: project.name });
        await made();
      }
      await link(localId, id);
      return id;
    },
  };
}
