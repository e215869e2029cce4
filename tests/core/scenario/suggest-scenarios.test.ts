import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { SuggestionEvent } from '#core/scenario/judge-events.ts';
import { type Suggestion, suggestScenarios } from '#core/scenario/suggest-scenarios.ts';
import { saasWorld } from '#tests/worlds/saas-product.ts';
import { summariseEvents } from '#tests/worlds/summarise-events.ts';

const catalogue = (name: string) => ({
  events:
    name === 'saas'
      ? summariseEvents(saasWorld())
      : (JSON.parse(readFileSync(`tests/fixtures/catalogues/${name}.json`, 'utf8')) as SuggestionEvent[]),
});
const pairs = (suggestions: readonly Suggestion[]) =>
  suggestions.map(({ colour, definition }) => `${colour}: ${definition.start.event} → ${definition.target.event}`);

/** An event by its users, mean times a user, and share of users for whom it is the first or the last. */
const event = (
  name: string,
  users: number,
  { times = 1, first = 0, last = 0.1, bookkeeping = false } = {},
): SuggestionEvent => ({
  name,
  users,
  count: Math.round(users * times),
  firstForUsers: Math.round(users * first),
  lastForUsers: Math.round(users * last),
  firstTimeMs: 1_770_000_000_000,
  lastTimeMs: 1_780_000_000_000,
  bookkeeping,
});

describe('suggested scenarios of real products', () => {
  it('goes from the fine to its payment, and to the late ends of the process', () => {
    const found = pairs(suggestScenarios(catalogue('fines')));
    expect(found[0]).toBe('blue: Create Fine → Payment');
    expect(found).toContain('blue: Create Fine → Send for Credit Collection');
  });

  it('goes from joining to the work on pages', () => {
    const found = pairs(suggestScenarios(catalogue('tldr')));
    expect(found).toEqual([
      'pink: Page Added → Page Edited',
      'pink: Joined → Translation Added',
      'pink: Joined → Page Added',
    ]);
  });

  it('goes from signing up to posting', () => {
    const found = pairs(suggestScenarios(catalogue('stackexchange')));
    expect(found).toContain('blue: Signed Up → Question Posted');
    expect(found).toContain('blue: Signed Up → Answer Posted');
  });

  it('goes from signing up to the plan, from the plan to cancelling it, and to features of the simulated product', () => {
    const found = suggestScenarios(catalogue('saas'));
    expect(pairs(found).slice(0, 2)).toEqual(['blue: Sign Up → Start Plan', 'red: Start Plan → Cancel Plan']);
    expect(pairs(found)).toContain('pink: Sign Up → Invite Teammate');
    expect(found[0]!.because).toBe('“Start Plan” looks like an upgrade; about 24% of those who did “Sign Up” did it.');
  });

  it.each(['fines', 'tldr', 'stackexchange', 'saas'])(
    'asks nothing unanswerable of %s: five at most, no target twice, 100 users with and without',
    (name) => {
      const { events } = catalogue(name);
      const users = new Map(events.map((summary) => [summary.name, summary.users]));
      const found = suggestScenarios({ events });
      const targets = found.map(({ definition }) => definition.target.event);
      expect(found.length).toBeGreaterThanOrEqual(2);
      expect(found.length).toBeLessThanOrEqual(5);
      expect(new Set(targets).size).toBe(targets.length);
      for (const {
        definition: { start, target },
      } of found) {
        expect(start.event).not.toBe(target.event);
        expect(users.get(target.event)).toBeGreaterThanOrEqual(100);
        expect(users.get(start.event)! - users.get(target.event)!).toBeGreaterThanOrEqual(100);
      }
    },
  );
});

describe('suggested scenarios by name', () => {
  it('reads German', () => {
    const found = suggestScenarios({
      events: [
        event('Startseite angesehen', 9000, { first: 0.7, times: 3 }),
        event('Konto erstellt', 5000, { first: 0.4 }),
        event('Kollegen eingeladen', 1400, { times: 2 }),
        event('Zahlung fehlgeschlagen', 300),
        event('Abo gestartet', 700),
        event('Abo gekündigt', 160, { last: 0.8 }),
      ],
    });
    expect(pairs(found)).toEqual([
      'blue: Konto erstellt → Abo gestartet',
      'red: Abo gestartet → Abo gekündigt',
      'pink: Konto erstellt → Kollegen eingeladen',
    ]);
  });

  it.each([
    ['French', ['Inscription terminée', 'Commande payée', 'Abonnement résilié']],
    ['Spanish', ['Cuenta creada', 'Pedido pagado', 'Baja solicitada']],
    ['Portuguese', ['Cadastro concluído', 'Compra feita, pagamento ok', 'Conta excluída']],
    ['snake case', ['user_signed_up', 'checkout_completed', 'account_deleted']],
    ['camel case', ['userRegistered', 'PlanUpgraded', 'subscriptionCancelled']],
  ] as const)('reads %s', (_, [start, target, loss]) => {
    const found = suggestScenarios({
      events: [
        event(start, 3000, { first: 0.9 }),
        event(target, 600),
        event(loss, 200),
        event('x', 2500, { times: 9 }),
      ],
    });
    expect(pairs(found)).toEqual([`blue: ${start} → ${target}`, `red: ${target} → ${loss}`]);
  });

  it('takes no look, attempt, failure or small cancellation for a goal', () => {
    const found = suggestScenarios({
      events: [
        event('Sign Up', 3000, { first: 1 }),
        ...[
          'Viewed Payment Page',
          'Payment Failed',
          'Checkout Started',
          'Product Added to Cart',
          'Upload Cancelled',
          'Reorder Columns',
          'Bookmark Opened',
        ].map((name) => event(name, 1800, { times: 4 })),
      ],
    });
    expect(found).toEqual([]);
  });

  it('asks two payments that are not the same thing', () => {
    const found = suggestScenarios({
      events: [event('Sign Up', 3000, { first: 1 }), event('Start Plan', 500), event('Order Placed', 900)],
    });
    expect(pairs(found)).toEqual(['blue: Sign Up → Start Plan', 'blue: Sign Up → Order Placed']);
  });

  it('asks a payment and its twin once', () => {
    const found = suggestScenarios({
      events: [
        event('Sign Up', 3000, { first: 1 }),
        event('Start Plan', 500),
        event('Invoice Paid', 500, { times: 4 }),
      ],
    });
    expect(pairs(found)).toEqual(['blue: Sign Up → Start Plan']);
  });
});

describe('suggested scenarios by shape', () => {
  it('goes from what comes first to what is rare, late and once, where no word is known', () => {
    const found = suggestScenarios({
      events: [
        event('アプリ起動', 4000, { first: 0.95, times: 30 }),
        event('画面表示', 3900, { times: 50 }),
        event('記事を読む', 2800, { times: 12 }),
        event('有料会員になる', 420, { times: 1.02, last: 0.5 }),
        event('友達に送る', 300, { times: 6 }),
        event('退会', 40, { last: 1 }),
      ],
    });
    expect(pairs(found)[0]).toBe('blue: アプリ起動 → 有料会員になる');
    expect(found[0]!.because).toBe(
      'Most users begin with “アプリ起動”. “有料会員になる” is reached by few, mostly once, and often the last thing they do; about 11% of those who did “アプリ起動” did it.',
    );
    expect(pairs(found).join()).not.toContain('退会');
  });

  it('leaves out bookkeeping and what the library sends itself', () => {
    const events = [
      event('$identify', 3000, { first: 1, bookkeeping: true }),
      event('Sign Up', 3000, { first: 1 }),
      event('$mp_rage_click', 400),
    ];
    expect(suggestScenarios({ events })).toEqual([]);
  });

  it('proposes nothing for one event, for none, and for few users', () => {
    expect(suggestScenarios({ events: [event('Sign Up', 5000, { first: 1 })] })).toEqual([]);
    expect(suggestScenarios({ events: [] })).toEqual([]);
    expect(suggestScenarios({ events: [event('Sign Up', 250, { first: 1 }), event('Purchase', 60)] })).toEqual([]);
  });
});
