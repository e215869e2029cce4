import { readdirSync, readFileSync } from 'node:fs';
import { createMemoryHistory, MemoryRouter, Route } from '@solidjs/router';
import { cleanup, fireEvent, render, screen, within } from '@solidjs/testing-library';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { csvColumns } from '#core/export/result-to-csv.ts';
import { HelpScreen } from '#ui/help/help-screen.tsx';
import { helpPages } from '#ui/help/pages.ts';
import { searchHelp, sectionWords } from '#ui/help/search-help.ts';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function show(path: string) {
  vi.stubGlobal('scrollTo', () => undefined);
  Element.prototype.scrollIntoView = () => undefined;
  const history = createMemoryHistory();
  history.set({ value: path });
  return render(() => (
    <MemoryRouter history={history}>
      <Route path={['/help', '/help/:page']} component={HelpScreen} />
    </MemoryRouter>
  ));
}

describe('the help', () => {
  it('has its nine pages, in the order read', () => {
    show('/help');
    expect(
      within(screen.getByRole('navigation', { name: 'Help' }))
        .getAllByRole('link')
        .map((link) => link.textContent),
    ).toEqual([
      'Getting started',
      'What is a scenario',
      'Reading a result',
      'The method',
      'Connecting Mixpanel',
      'Usage and counting',
      'Billing',
      'ClickHouse',
      'FAQ',
    ]);
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Getting started');
  });

  it.each(helpPages.map((page) => [page.id, page.title]))('shows %s with an anchor for each section', (id, title) => {
    show(`/help/${id}`);
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(title);
    for (const link of within(screen.getByRole('list', { name: 'On this page' })).getAllByRole('link'))
      expect(document.querySelector(link.getAttribute('href') ?? 'none')).not.toBeNull();
  });

  it('says so when there is no such page', () => {
    show('/help/nowhere');
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('There is no such help page');
  });

  it('finds every word of a search, and leads to its section', () => {
    show('/help');
    fireEvent.input(screen.getByRole('searchbox', { name: 'Search the help' }), { target: { value: 'STEPS payment' } });
    const found = within(screen.getByRole('list', { name: 'Found in the help' })).getAllByRole('link');
    expect(found.map((link) => link.getAttribute('href'))).toContain('/help/reading-a-result#shelves');
    expect(screen.getByRole('status').textContent).toMatch(/^\d+ places? found$/);
  });

  it('says so when a search finds nothing', () => {
    show('/help');
    fireEvent.input(screen.getByRole('searchbox', { name: 'Search the help' }), { target: { value: 'export zzz' } });
    expect(screen.getByRole('status').textContent).toBe('Nothing in the help has “export zzz”. Try a shorter word.');
  });
});

describe('its words', () => {
  const all = helpPages.flatMap((page) => page.sections.map((section) => ({ page, section })));

  it('have every section that a screen links to', () => {
    const known = new Set(helpPages.flatMap((page) => page.sections.map((section) => `${page.id}#${section.id}`)));
    const asked = readdirSync('src/ui/scenario', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.tsx'))
      .flatMap((name) => [
        ...readFileSync(`src/ui/scenario/${name}`, 'utf8').matchAll(
          /page(?:=|: )["']([\w-]+)["'],?\s+section(?:=|: )["']([\w-]+)["']/g,
        ),
      ])
      .map(([, page, section]) => `${page}#${section}`);
    expect(asked.length).toBeGreaterThan(8);
    expect(asked.filter((address) => !known.has(address))).toEqual([]);
  });

  it('have anchors that are unique on their page', () => {
    for (const page of helpPages)
      expect(new Set(page.sections.map((section) => section.id)).size).toBe(page.sections.length);
  });

  it('link only to pages and sections that are there', () => {
    const known = new Set(
      helpPages.flatMap((page) => [
        `/help/${page.id}`,
        ...page.sections.map((section) => `/help/${page.id}#${section.id}`),
      ]),
    );
    const links = JSON.stringify(helpPages).matchAll(/\]\((\/help[^)]*)\)/g);
    const wanted = [...links].map((match) => match[1] ?? '');
    expect(wanted.length).toBeGreaterThan(3);
    expect(wanted.filter((link) => !known.has(link))).toEqual([]);
  });

  it('name the columns of the CSV as they are written', () => {
    const files = all.find(({ section }) => section.id === 'files');
    expect(sectionWords(files!.section)).toContain(csvColumns.slice(0, 3).join(', '));
    for (const column of csvColumns) expect(sectionWords(files!.section)).toContain(column);
  });

  it.each([
    ['how to export', 'data-eu.mixpanel.com'],
    ['privacy', 'Events are kept in its storage on this computer'],
    ['association', 'not what causes what'],
    ['the gate', 'at least 100 people who converted and 100 who had not'],
    ['fading interest', 'bend a ratio by up to 10%'],
  ])('say what matters about %s', (_what, words) => {
    expect(all.some(({ section }) => sectionWords(section).includes(words))).toBe(true);
  });

  it('give excerpts without marks', () => {
    for (const hit of searchHelp(helpPages, 'export')) expect(hit.excerpt).not.toMatch(/\*\*|`|\]\(/);
  });
});
