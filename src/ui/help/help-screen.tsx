import { useLocation, useParams } from '@solidjs/router';
import { createEffect, createMemo, createSignal, For, on, Show } from 'solid-js';
import { useScreenTitle } from '../kit/screen-title.ts';
import { HelpBlockView } from './help-blocks.tsx';
import styles from './help.module.css';
import { helpPages } from './pages.ts';
import { searchHelp } from './search-help.ts';

/** The help: a list of pages, a search over all of them, and the page asked for. Takes `page` from the address; the first page without one. */
export function HelpScreen() {
  const params = useParams<{ page?: string }>();
  const location = useLocation();
  const [query, setQuery] = createSignal('');
  const page = createMemo(() =>
    params.page === undefined ? helpPages[0] : helpPages.find((one) => one.id === params.page),
  );
  const hits = createMemo(() => searchHelp(helpPages, query()));
  const searching = () => query().trim() !== '';
  useScreenTitle(() => (page() ? `${page()?.title} · Help` : 'Help'));
  createEffect(
    on(
      () => [location.hash, page(), searching()] as const,
      ([hash]) => {
        const target = hash === '' ? null : document.getElementById(decodeURIComponent(hash.slice(1)));
        target?.scrollIntoView({ block: 'start' });
      },
    ),
  );

  return (
    <div class={styles.help}>
      <nav aria-label="Help" class={styles.nav}>
        <input
          class="input"
          type="search"
          aria-label="Search the help"
          placeholder="Search the help"
          value={query()}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
        <ul>
          <For each={helpPages}>
            {(one) => (
              <li>
                <a
                  href={`/help/${one.id}`}
                  aria-current={one.id === page()?.id && !searching() ? 'page' : undefined}
                  onClick={() => setQuery('')}
                >
                  {one.title}
                </a>
              </li>
            )}
          </For>
        </ul>
      </nav>
      <Show when={!searching()} fallback={<Hits query={query()} hits={hits()} onFollow={() => setQuery('')} />}>
        <Show when={page()} fallback={<NoSuchPage name={params.page ?? ''} />}>
          {(current) => (
            <article class={styles.page}>
              <h1 tabIndex={-1}>{current().title}</h1>
              <p class={styles.summary}>{current().summary}</p>
              <ul class={styles.contents} aria-label="On this page">
                <For each={current().sections}>
                  {(section) => (
                    <li>
                      <a href={`#${section.id}`}>{section.title}</a>
                    </li>
                  )}
                </For>
              </ul>
              <For each={current().sections}>
                {(section) => (
                  <section id={section.id}>
                    <h2>{section.title}</h2>
                    <For each={section.blocks}>{(block) => <HelpBlockView block={block} />}</For>
                  </section>
                )}
              </For>
            </article>
          )}
        </Show>
      </Show>
    </div>
  );
}

function NoSuchPage(props: { name: string }) {
  return (
    <div class={styles.page}>
      <h1 tabIndex={-1}>There is no such help page</h1>
      <p class={styles.summary}>
        The help has no page “<bdi>{props.name}</bdi>”. Choose one from the list, or search.
      </p>
    </div>
  );
}

function Hits(props: { query: string; hits: ReturnType<typeof searchHelp>; onFollow: () => void }) {
  return (
    <div class={styles.page}>
      <h1 tabIndex={-1}>Help</h1>
      <p role="status" class={styles.summary}>
        {props.hits.length === 0
          ? `Nothing in the help has “${props.query.trim()}”. Try a shorter word.`
          : `${props.hits.length} ${props.hits.length === 1 ? 'place' : 'places'} found`}
      </p>
      <ul class={styles.hits} aria-label="Found in the help">
        <For each={props.hits}>
          {(hit) => (
            <li>
              <a href={`/help/${hit.page.id}#${hit.section.id}`} onClick={() => props.onFollow()}>
                {hit.section.title}
              </a>
              <span class="quiet"> {hit.page.title}</span>
              <p>{hit.excerpt}</p>
            </li>
          )}
        </For>
      </ul>
    </div>
  );
}
