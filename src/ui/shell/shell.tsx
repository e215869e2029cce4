import { createEffect, createSignal, on, onCleanup, onMount, type ParentProps, Show, Suspense } from 'solid-js';
import { useApp } from '../kit/app-context.ts';
import { useNavigation } from '../kit/navigation.ts';
import { ToastRegion } from '../kit/toast.tsx';
import { DropTarget } from './drop-target.tsx';
import { createFileIntake, FileIntakeContext } from './file-intake.ts';
import { focusHeading } from './focus-heading.ts';
import { ImportPanel } from './import-panel.tsx';
import { Notices, type UpdateNotice } from './notices.tsx';
import { TopBar } from './top-bar.tsx';
import './shell.css';
import { later } from '../kit/later.tsx';

const CommandPalette = later(() => import('./command-palette.tsx').then((module) => module.CommandPalette));

const isMac = /Mac|iPhone|iPad/u.test(navigator.userAgent);

/** The frame of every screen: bar, notices, import, the screen itself, and what floats above. */
export function Shell(props: ParentProps<{ updates: UpdateNotice }>) {
  const app = useApp();
  const navigation = useNavigation();
  const intake = createFileIntake(app);
  const [palette, setPalette] = createSignal(false);
  let main: HTMLElement | undefined;
  let picker: HTMLInputElement | undefined;

  const onKey = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 'k' || !(isMac ? event.metaKey : event.ctrlKey) || event.altKey || event.shiftKey)
      return;
    event.preventDefault();
    setPalette((open) => !open);
  };
  onMount(() => {
    document.addEventListener('keydown', onKey);
    onCleanup(() => document.removeEventListener('keydown', onKey));
  });

  createEffect(
    on(
      navigation.path,
      () => {
        if (!main) return;
        scrollTo({ top: 0 });
        const stop = focusHeading(main);
        onCleanup(stop);
      },
      { defer: true },
    ),
  );
  createEffect(
    on(
      () => app.imports.state().kind,
      (kind) => {
        const usersOwn = app.samples.loading() === null;
        if ((kind === 'done' || kind === 'asking-zone') && usersOwn && navigation.path() !== '/') navigation.go('/');
      },
      { defer: true },
    ),
  );

  return (
    <FileIntakeContext.Provider value={intake}>
      <a class="skip" href="#main" onClick={(event) => (event.preventDefault(), main?.focus())}>
        Skip to the content
      </a>
      <TopBar shortcut={isMac ? '⌘K' : 'Ctrl K'} onSearch={() => setPalette(true)} onImport={() => picker?.click()} />
      <Notices updates={props.updates} />
      <main id="main" tabIndex={-1} ref={main}>
        <ImportPanel />
        <Suspense fallback={<div class="screen" aria-busy="true" />}>{props.children}</Suspense>
      </main>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          intake.offer([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      <DropTarget onFiles={intake.offerFound} />
      <ToastRegion />
      <Suspense>
        <Show when={palette()}>
          <CommandPalette onClose={() => setPalette(false)} />
        </Show>
      </Suspense>
    </FileIntakeContext.Provider>
  );
}
