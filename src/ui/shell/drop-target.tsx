import { createSignal, onCleanup, onMount, Show } from 'solid-js';
import { Icon } from '../kit/icon.tsx';
import { droppedFiles } from './dropped-files.ts';

/** Takes files dropped anywhere on the page. */
export function DropTarget(props: { onFiles: (files: Promise<readonly File[]>) => void }) {
  const [over, setOver] = createSignal(false);
  let depth = 0;
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

  const enter = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    depth += 1;
    setOver(true);
  };
  const leave = () => {
    depth = Math.max(0, depth - 1);
    if (depth === 0) setOver(false);
  };
  const hover = (event: DragEvent) => {
    if (hasFiles(event)) event.preventDefault();
  };
  const drop = (event: DragEvent) => {
    depth = 0;
    setOver(false);
    if (!hasFiles(event) || !event.dataTransfer) return;
    event.preventDefault();
    props.onFiles(droppedFiles(event.dataTransfer));
  };

  onMount(() => {
    const controller = new AbortController();
    const { signal } = controller;
    window.addEventListener('dragenter', enter, { signal });
    window.addEventListener('dragleave', leave, { signal });
    window.addEventListener('dragover', hover, { signal });
    window.addEventListener('drop', drop, { signal });
    onCleanup(() => controller.abort());
  });

  return (
    <Show when={over()}>
      <div class="drop-veil" aria-hidden="true">
        <p>
          <Icon name="upload" size={20} /> Drop to import
        </p>
      </div>
    </Show>
  );
}
