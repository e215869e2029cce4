import { type JSX, type ParentProps, Show } from 'solid-js';
import { useApp } from '../kit/app-context.ts';
import { TeamContext } from './use-team.ts';

/** Shows what needs accounts once they are there; `waiting` until then. */
export function TeamGate(props: ParentProps<{ waiting?: JSX.Element }>) {
  const app = useApp();
  return (
    <Show when={app.team?.()} fallback={props.waiting}>
      {(team) => <TeamContext.Provider value={team()}>{props.children}</TeamContext.Provider>}
    </Show>
  );
}
