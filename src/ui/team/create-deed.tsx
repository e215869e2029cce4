import { createSignal, Show } from 'solid-js';
import { PteroError } from '#core/errors/ptero-error.ts';
import { describeTeamError } from './describe-team-error.ts';

/** One deed of a form: busy while it lasts, and what failed said in place. Answers whether it worked. */
export function createDeed() {
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<PteroError | null>(null);
  const run = async (deed: () => Promise<void>): Promise<boolean> => {
    if (busy()) return false;
    setBusy(true);
    setError(null);
    try {
      await deed();
      return true;
    } catch (cause) {
      setError(PteroError.from(cause));
      return false;
    } finally {
      setBusy(false);
    }
  };
  const Fault = (props: { id?: string }) => (
    <Show when={error()}>
      {(fault) => (
        <p class="fault" role="alert" id={props.id}>
          {describeTeamError(fault())}
        </p>
      )}
    </Show>
  );
  return { busy, error, run, clear: () => setError(null), Fault };
}
