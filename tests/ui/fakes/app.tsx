import { cleanup, render } from '@solidjs/testing-library';
import { createSignal, type JSX } from 'solid-js';
import { afterEach } from 'vitest';
import { AppContext } from '#ui/kit/app-context.ts';
import { NavigationContext } from '#ui/kit/navigation.ts';
import { createFileIntake, FileIntakeContext } from '#ui/shell/file-intake.ts';
import { createFakeApp, type FakeAppOptions } from './fake-app.ts';

export type { FakeAppOptions } from './fake-app.ts';

afterEach(cleanup);

/** Renders a screen with the state, the router's ends and the intake that the shell and the app provide. */
export function renderScreen(screen: () => JSX.Element, options: FakeAppOptions = {}) {
  const went: string[] = [];
  let fake: ReturnType<typeof createFakeApp> | undefined;
  const view = render(() => {
    fake = createFakeApp(options);
    const [path, setPath] = createSignal(options.path ?? '/');
    const go = (to: string) => {
      went.push(to);
      setPath(to);
    };
    return (
      <AppContext.Provider value={fake.app}>
        <NavigationContext.Provider value={{ path, go }}>
          <FileIntakeContext.Provider value={createFileIntake(fake.app)}>{screen()}</FileIntakeContext.Provider>
        </NavigationContext.Provider>
      </AppContext.Provider>
    );
  });
  return { ...view, ...fake!, went };
}
