import { createSignal, Show } from 'solid-js';
import type { ProjectSummary } from '#contract/store.ts';
import { Button } from '../kit/button.tsx';
import { FileButton } from '../kit/file-button.tsx';
import { Icon } from '../kit/icon.tsx';
import { later } from '../kit/later.tsx';
import { useFileIntake } from '../shell/file-intake.ts';
import './damaged-project.css';

const DeleteProject = later(() => import('../shell/project-dialogs.tsx').then((module) => module.DeleteProject));

export interface DamagedProjectProps {
  project: ProjectSummary | null;
  /** Where the screen has no button of its own for that. */
  withDelete?: boolean;
}

/** Says that a project's stored events are damaged, and offers the way out: import again, then delete this one. */
export function DamagedProject(props: DamagedProjectProps) {
  const intake = useFileIntake();
  const [deleting, setDeleting] = createSignal(false);
  return (
    <section class="damaged">
      <div role="alert">
        <h2>
          <Icon name="warning" size={18} />
          <span>
            The stored events of <bdi>{props.project?.name}</bdi> are damaged
          </span>
        </h2>
        <p>
          A file in this browser is not as it was written, so no numbers are shown from it. Import the export again into
          a new project, then delete this one. Your export files are not touched.
        </p>
      </div>
      <div class="damaged-ways">
        <FileButton kind="first" onFiles={intake.offer}>
          <Icon name="upload" /> Import again
        </FileButton>
        <Show when={props.withDelete && props.project}>
          <Button kind="danger" onClick={() => setDeleting(true)}>
            Delete this project
          </Button>
        </Show>
      </div>
      <Show when={props.project?.damage}>
        {(damage) => (
          <details class="small">
            <summary>What was found</summary>
            <p dir="auto">{damage()}</p>
          </details>
        )}
      </Show>
      <Show when={deleting() && props.project}>
        {(project) => (
          <DeleteProject project={project()} onClose={() => setDeleting(false)} onDeleted={() => setDeleting(false)} />
        )}
      </Show>
    </section>
  );
}
