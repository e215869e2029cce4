import { createSignal, Show } from 'solid-js';
import type { ProjectSummary } from '#contract/store.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { describeError } from '../describe-error.ts';
import { useApp } from '../kit/app-context.ts';
import { Button } from '../kit/button.tsx';
import { formatBytes } from '../kit/format.ts';

/** How much space is used, and whether the browser may take it back. */
export function StorageUse(props: { project: ProjectSummary }) {
  const app = useApp();
  const [answer, setAnswer] = createSignal<string | null>(null);
  const keep = async () => {
    try {
      const granted = await app.projects.persist();
      setAnswer(
        granted
          ? null
          : 'The browser did not agree yet. It usually does after you install Ptero or visit it more often.',
      );
    } catch (cause) {
      setAnswer(describeError(PteroError.from(cause)));
    }
  };
  return (
    <section aria-labelledby="storage-title">
      <div class="section">
        <h2 id="storage-title">Storage</h2>
      </div>
      <div class="storage">
        <div>
          <p class="num">
            <b>{formatBytes(props.project.bytes)}</b> for this project
            <Show when={app.projects.storage()}>
              {(storage) => (
                <span class="quiet">
                  {' '}
                  · {formatBytes(storage().usedBytes)} in all
                  {storage().quotaBytes === null
                    ? ''
                    : ` of ${formatBytes(storage().quotaBytes ?? 0)} this browser offers`}
                </span>
              )}
            </Show>
          </p>
          <p class="small" aria-live="polite">
            {answer() ??
              (app.projects.storage()?.persisted
                ? 'The browser keeps it until you delete it.'
                : 'The browser may remove it when the disk gets full.')}
          </p>
        </div>
        <Show when={app.projects.storage()?.persisted === false}>
          <Button onClick={() => void keep()}>Keep on this computer</Button>
        </Show>
      </div>
    </section>
  );
}
