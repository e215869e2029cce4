import { PteroError } from '#core/errors/ptero-error.ts';
import type { AppState, WayBack } from '#state/app-state.ts';
import { describeError } from '../describe-error.ts';
import { showToast } from '../kit/toast.tsx';

const listOf = (names: readonly string[]): string =>
  names.length === 1 ? `“${names[0]}”` : `${names.length.toLocaleString('en-GB')} events`;

/** What can be done to the events of a project; each is said in a toast that holds the way back, or the reason why not. */
export function createEventChanges({ eventNames }: AppState) {
  const say = (cause: unknown) => showToast(describeError(PteroError.from(cause)));
  const done = async (change: Promise<WayBack>, words: string) => {
    try {
      const back = await change;
      showToast(words, { label: 'Undo', run: () => void back().catch(say) });
    } catch (cause) {
      say(cause);
    }
  };
  const are = (names: readonly string[]) => (names.length === 1 ? 'is' : 'are');
  return {
    hide: (names: readonly string[]) => done(eventNames.hide(names), `${listOf(names)} ${are(names)} hidden.`),
    unhide: (names: readonly string[]) => done(eventNames.unhide(names), `${listOf(names)} ${are(names)} shown again.`),
    merge: (name: string, names: readonly string[]) =>
      done(eventNames.merge(name, names), `${listOf(names)} are one event now: “${name}”.`),
    unmerge: (name: string) => done(eventNames.unmerge(name), `“${name}” is taken apart.`),
    rename: (from: string, to: string) => done(eventNames.rename(from, to), `“${from}” is called “${to}” now.`),
  };
}
