import { createSignal, For, Show } from 'solid-js';
import type { Invoice } from '#contract/billing.ts';
import { formatCents } from '#core/billing/packs.ts';
import type { BillingState } from '#state/billing/billing-state.ts';
import { dayOf } from '../../billing/plan-words.ts';
import { Button } from '../../kit/button.tsx';
import { createDeed } from '../../team/create-deed.tsx';

const AT_FIRST = 4;
const statuses: Readonly<Record<string, string>> = {
  paid: 'Paid',
  open: 'Not paid yet',
  void: 'Void',
  uncollectible: 'Not collected',
};

/** The newest bills, and the way to all of them on Stripe's page. */
export function Invoices(props: { invoices: readonly Invoice[]; billing: BillingState }) {
  const deed = createDeed();
  const [shown, setShown] = createSignal(AT_FIRST);
  return (
    <section class="invoices" aria-label="Invoices">
      <div class="invoices-head">
        <h2>Invoices</h2>
        <Button
          kind="plain"
          aria-disabled={props.billing.leaving() ? 'true' : undefined}
          onClick={() => void (props.billing.leaving() || deed.run(props.billing.openPortal))}
        >
          All invoices and tax ID
        </Button>
      </div>
      <deed.Fault />
      <table class="num">
        <thead class="visually-hidden">
          <tr>
            <th scope="col">Date</th>
            <th scope="col">Amount</th>
            <th scope="col">State</th>
            <th scope="col">Page</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.invoices.slice(0, shown())}>
            {(invoice) => {
              const date = () => (invoice.dueAt === null ? '–' : dayOf(new Date(invoice.dueAt).toISOString()));
              return (
                <tr>
                  <td>{date()}</td>
                  <td>{formatCents(invoice.amountCents)}</td>
                  <td classList={{ [`invoice-${invoice.status}`]: true }}>
                    {statuses[invoice.status] ?? invoice.status}
                  </td>
                  <td>
                    <Show when={invoice.url}>
                      {(url) => (
                        <a href={url()} aria-label={`Invoice of ${date()}`} target="_blank" rel="noreferrer">
                          View
                        </a>
                      )}
                    </Show>
                  </td>
                </tr>
              );
            }}
          </For>
        </tbody>
      </table>
      <Show when={props.invoices.length > shown()}>
        <Button kind="plain" onClick={() => setShown(props.invoices.length)}>
          Show all {props.invoices.length}
        </Button>
      </Show>
    </section>
  );
}
