import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js';
import type { ListedEvent } from '#state/app-state.ts';
import { useApp } from '../kit/app-context.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { formatCount } from '../kit/format.ts';
import { Icon } from '../kit/icon.tsx';

export interface MergeDialogProps {
  /** To be merged; or one merge, to be renamed. */
  events: readonly ListedEvent[];
  onName: (name: string) => void;
  onClose: () => void;
}

/** Asks for the name under which events count as one, and shows what goes into it. */
export function MergeDialog(props: MergeDialogProps) {
  const app = useApp();
  const id = createUniqueId();
  const isRename = () => props.events.length === 1;
  const members = createMemo(() =>
    props.events
      .flatMap((event) => (event.members.length > 0 ? event.members : [event]))
      .toSorted((a, b) => b.count - a.count),
  );
  const [name, setName] = createSignal((isRename() ? props.events[0]?.name : members()[0]?.name) ?? '');
  const [tried, setTried] = createSignal(false);
  const problem = createMemo(() =>
    tried()
      ? app.eventNames.problem(
          name().trim(),
          props.events.map((event) => event.name),
        )
      : null,
  );
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (problem()) return;
    props.onName(name().trim());
  };
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={isRename() ? 'Rename the merged event' : `Merge ${formatCount(props.events.length)} events`}
    >
      <form class="merge" onSubmit={save} noValidate>
        <div class="field">
          <label for={id}>Name of the merged event</label>
          <input
            id={id}
            class="input"
            dir="auto"
            autocomplete="off"
            maxLength={200}
            value={name()}
            aria-invalid={problem()?.field === 'name'}
            aria-describedby={problem() ? `${id}-fault` : undefined}
            onInput={(event) => setName(event.currentTarget.value)}
          />
          <Show when={problem()}>
            {(found) => (
              <p class="fault" id={`${id}-fault`} role="alert">
                <Icon name="warning" size={14} />
                <span dir="auto">{found().words}</span>
              </p>
            )}
          </Show>
        </div>
        <table class="merge-members">
          <thead>
            <tr>
              <th scope="col">Made of</th>
              <th scope="col">Users</th>
              <th scope="col">Events</th>
            </tr>
          </thead>
          <tbody>
            <For each={members()}>
              {(member) => (
                <tr>
                  <td>
                    <button
                      type="button"
                      class="merge-member"
                      title="Use this name"
                      aria-pressed={name() === member.name}
                      onClick={() => setName(member.name)}
                    >
                      <bdi>{member.name}</bdi>
                      <Show when={name() === member.name}>
                        <Icon name="check" size={13} />
                      </Show>
                    </button>
                  </td>
                  <td class="num">{formatCount(member.users)}</td>
                  <td class="num">{formatCount(member.count)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
        <p class="small quiet">
          Nothing in the stored events changes: you can un-merge them at any time. Results are out of date until you
          refresh them.
        </p>
        <div class="dialog-buttons">
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button type="submit" kind="first">
            {isRename() ? 'Rename' : 'Merge'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
