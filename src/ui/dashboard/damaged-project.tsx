import { Show } from 'solid-js';
import type { ProjectSummary } from '#contract/store.ts';
import { FileButton } from '../kit/file-button.tsx';
import { Icon } from '../kit/icon.tsx';
import { useFileIntake } from '../shell/file-intake.ts';

/** Says that a project's stored events are damaged, and offers to import them again. */
export function DamagedProject(props: { project: ProjectSummary | null }) {
  const intake = useFileIntake();
  return (
    <div class="notice bad" role="alert">
      <div>
        <b>
          The stored events of <bdi>{props.project?.name}</bdi> are damaged.
        </b>{' '}
        No numbers are shown from them. Import the export again into a new project, then delete this one.
        <Show when={props.project?.damage}>{(damage) => <small class="notice-more">{damage()}</small>}</Show>
      </div>
      <FileButton onFiles={intake.offer}>
        <Icon name="upload" /> Import again
      </FileButton>
    </div>
  );
}
