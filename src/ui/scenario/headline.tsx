import { createSignal, For, Show } from 'solid-js';
import { describeFilters } from '#core/scenario/scenario-title.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { ResultDocument } from '#core/predictor/result.ts';
import { sampleWords } from '#core/sample/user-sample.ts';
import type { SavedScenario } from '#contract/saved.ts';
import { describeError } from '../describe-error.ts';
import { useApp } from '../kit/app-context.ts';
import { Button } from '../kit/button.tsx';
import { formatSpan } from '../kit/format.ts';
import { Icon } from '../kit/icon.tsx';
import { later } from '../kit/later.tsx';
import { showToast } from '../kit/toast.tsx';
import { describeDays } from './question/describe-conditions.ts';
import { ExportActions } from './export/export-actions.tsx';
import styles from './headline.module.css';

const ChangeDialog = later(() => import('./question/change-dialog.tsx').then((module) => module.ChangeDialog));
/** Fetched when the button is pointed at or focused. */
const loadLinks = () => import('#core/scenario/share-link.ts');
const LinkDialog = later(() => import('./export/link-dialog.tsx').then((module) => module.LinkDialog));

export interface HeadlineProps {
  scenario: SavedScenario;
  /** The result on the screen; null while there is none. */
  result: ResultDocument | null;
}

/** The question as heading, its conditions, and what can be done with it. */
export function Headline(props: HeadlineProps) {
  const app = useApp();
  const [changing, setChanging] = createSignal(false);
  const [link, setLink] = createSignal<string | null>(null);
  const definition = () => props.scenario.definition;

  const sample = () => props.result?.sample ?? app.projects.current()?.sample;
  const who = () => (sample() ? sampleWords(sample()!) : 'everyone');
  const conditions = () => {
    const horizonMs = definition().horizonMs ?? props.result?.horizonMs;
    return [
      ...(horizonMs === undefined ? ['within the time that fits the data'] : [`within ${formatSpan(horizonMs)}`]),
      ...(props.result ? [describeDays(props.result.dataFromMs, props.result.dataToMs)] : []),
      // A filter takes the place of "everyone", and must not hide that it is a sample.
      ...(sample() && filtered().length > 0 ? [sampleWords(sample()!)] : []),
    ];
  };
  const filtered = () => [definition().start, definition().target].filter((end) => end.filters.length > 0);
  const pin = async () => {
    try {
      await app.scenarios.update(props.scenario.id, { pinned: !props.scenario.pinned });
    } catch (cause) {
      showToast(describeError(PteroError.from(cause)));
    }
  };
  const share = async () => {
    const { encodeShareLink } = await loadLinks();
    const address = new URL(
      encodeShareLink(app.scenarios.effective(props.scenario.id) ?? definition(), app.projects.current()?.name ?? ''),
      location.href,
    ).href;
    try {
      await navigator.clipboard.writeText(address);
      showToast('Link copied. It holds the question, not the events.');
    } catch {
      // The clipboard was refused: show the link, so that it can be copied by hand.
      setLink(address);
    }
  };

  return (
    <header class={styles.headline}>
      <span class={styles.bar} style={{ background: `var(--scenario-${props.scenario.colour})` }} aria-hidden="true" />
      <div class={styles.words}>
        <Show when={props.scenario.name}>
          {(name) => (
            <p class={styles.name} dir="auto">
              {name()}
            </p>
          )}
        </Show>
        <h1 tabIndex={-1}>
          What leads from <bdi class={styles.start}>{definition().start.event}</bdi> to{' '}
          <bdi class={styles.target}>{definition().target.event}</bdi>?
        </h1>
        <p class={styles.conditions}>
          <For each={conditions()}>{(condition) => <span>{condition}</span>}</For>
          <For each={filtered()} fallback={<span>{who()}</span>}>
            {(end) => (
              <span>
                <bdi>{end.event}</bdi> (<bdi>{describeFilters(end.filters)}</bdi>)
              </span>
            )}
          </For>
          <button type="button" class="link" onClick={() => setChanging(true)}>
            Change
          </button>
        </p>
      </div>
      <div class={styles.actions}>
        <Button aria-pressed={props.scenario.pinned} onClick={pin}>
          <Icon name={props.scenario.pinned ? 'pinned' : 'pin'} size={15} /> {props.scenario.pinned ? 'Pinned' : 'Pin'}
        </Button>
        <Button onPointerEnter={() => void loadLinks()} onFocus={() => void loadLinks()} onClick={share}>
          <Icon name="share" size={15} /> Share
        </Button>
        <ExportActions result={props.result} />
      </div>
      <Show when={changing()}>
        <ChangeDialog scenario={props.scenario} open onClose={() => setChanging(false)} />
      </Show>
      <Show when={link()}>{(address) => <LinkDialog link={address()} onClose={() => setLink(null)} />}</Show>
    </header>
  );
}
