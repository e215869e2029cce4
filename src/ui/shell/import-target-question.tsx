import { createSignal, createUniqueId, For, onMount, Show } from 'solid-js';
import { useApp } from '../kit/app-context.ts';
import { Button } from '../kit/button.tsx';
import { formatNoun } from '../kit/format.ts';
import { projectNameOf, useFileIntake } from './file-intake.ts';

const SAMPLES = [2, 4, 8, 16];

/** Asks where files belong when there is a project already. */
export function ImportTargetQuestion(props: { files: readonly File[] }) {
  const app = useApp();
  const intake = useFileIntake();
  const group = createUniqueId();
  const existing = () => {
    const project = app.projects.current();
    return project?.health === 'sound' && !app.sources?.isRemote(project.id) ? project : null;
  };
  const [intoNew, setIntoNew] = createSignal(existing() === null);
  const [name, setName] = createSignal(projectNameOf(props.files));
  const [replace, setReplace] = createSignal(false);
  const [oneIn, setOneIn] = createSignal(1);
  let heading: HTMLHeadingElement | undefined;
  onMount(() => heading?.focus());

  const place = (event: SubmitEvent) => {
    event.preventDefault();
    const project = existing();
    if (intoNew() || !project)
      intake.place({ projectId: null, projectName: name().trim() || 'My project', mode: 'add', oneIn: oneIn() });
    else intake.place({ projectId: project.id, projectName: project.name, mode: replace() ? 'replace-days' : 'add' });
  };

  return (
    <form class="import-card import-question" onSubmit={place} aria-labelledby={`${group}-title`}>
      <h2 id={`${group}-title`} tabIndex={-1} ref={heading}>
        {props.files.length === 1 ? 'Where does' : 'Where do'}{' '}
        {props.files.length === 1 ? (
          <bdi>{props.files[0]?.name}</bdi>
        ) : (
          `these ${formatNoun(props.files.length, 'file')}`
        )}{' '}
        belong?
      </h2>
      <Show when={existing()}>
        {(project) => (
          <div class="import-option">
            <label>
              <input type="radio" name={group} checked={!intoNew()} onChange={() => setIntoNew(false)} />
              <span>
                Add to <b dir="auto">{project().name}</b>
                <small>Events that are there already are not counted twice.</small>
              </span>
            </label>
            <Show when={!intoNew()}>
              <label class="import-sub">
                <input
                  type="checkbox"
                  checked={replace()}
                  onChange={(event) => setReplace(event.currentTarget.checked)}
                />
                <span>
                  Replace the days these files cover
                  <small>
                    For an export of days that were exported before: late events and merged users come out right.
                  </small>
                </span>
              </label>
            </Show>
          </div>
        )}
      </Show>
      <div class="import-option">
        <label>
          <input type="radio" name={group} checked={intoNew()} onChange={() => setIntoNew(true)} />
          <span>New project</span>
        </label>
        <Show when={intoNew()}>
          <input
            class="input import-sub"
            aria-label="Name of the new project"
            value={name()}
            maxLength={120}
            dir="auto"
            onInput={(event) => setName(event.currentTarget.value)}
          />
          <label class="import-sub">
            Users{' '}
            <select class="select" value={oneIn()} onChange={(event) => setOneIn(Number(event.currentTarget.value))}>
              <option value={1}>everyone</option>
              <For each={SAMPLES}>{(size) => <option value={size}>a sample of 1 in {size}</option>}</For>
            </select>
          </label>
        </Show>
      </div>
      <p class="import-line">
        <Button type="submit" kind="first">
          Import
        </Button>
        <Button onClick={() => intake.withdraw()}>Cancel</Button>
      </p>
    </form>
  );
}
