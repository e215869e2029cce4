import { list, text, type HelpPage } from './help-page.ts';

export const billing: HelpPage = {
  id: 'billing',
  title: 'Billing',
  summary: 'What is free, what more costs, how users are counted, and what happens when nobody pays.',
  sections: [
    {
      id: 'price',
      title: 'What it costs',
      blocks: [
        text(
          'A workspace is free up to **25,000 monthly active users**, with everything in it: storage, members and scenarios are not limited. Above that it is **$25 for 30 days for each further 25,000**, begun ones counted whole. Such 25,000 are a **pack**.',
        ),
        {
          kind: 'table',
          head: ['Monthly active users', 'Packs', 'For 30 days'],
          rows: [
            ['up to 25,000', '0', 'free'],
            ['25,001 to 50,000', '1', '$25'],
            ['50,001 to 75,000', '2', '$50'],
            ['90,000', '3', '$75'],
          ],
        },
        text('Files that you open yourself are free, however many people are in them, and need no account.'),
      ],
    },
    {
      id: 'counting',
      title: 'How users are counted',
      blocks: [
        text(
          'A monthly active user is a person with at least one event in the last 30 days. Bookkeeping events, such as `$identify` or a sent campaign, do not count. A person who is in two connected projects counts once.',
        ),
        text(
          'The count that decides is made by the server from events that came from Mixpanel through it, each day. It keeps a sketch, not ids: numbers from which nobody can be read back. A sketch errs by a few per cent, and the error is always taken in your favour. The count of your own browser stands beside it under **Billing and usage**, with the rules of other tools and the reasons for a rise.',
        ),
      ],
    },
    {
      id: 'trial',
      title: 'The trial',
      blocks: [
        text(
          'The first time a workspace is above 25,000, a trial of **seven days** begins by itself. Nothing stops, and no card is needed. All seven days are free: who upgrades on the first of them pays for the first time when the seventh is over.',
        ),
        text('Two days before the end, admins are sent a mail and everybody sees it at the top of the page.'),
      ],
    },
    {
      id: 'paying',
      title: 'Paying',
      blocks: [
        text(
          'An admin presses **Upgrade** under [Billing and usage](/settings/billing) and pays by card on a page of Stripe; Ptero never sees the card. Then:',
        ),
        list(
          'each period of **30 days** is paid at its beginning, for the users of the 30 days before it,',
          'three days before, admins are sent the amount,',
          'more users in the middle of a period stop nothing and add nothing: the next period is counted anew,',
          'with 25,000 or fewer at a renewal, that period is free,',
          '**Manage card** leads to Stripe’s page for the card, the tax ID and all invoices.',
        ),
        text(
          'Only admins see and change what is paid. Every member sees the plan and the usage. Mails at 85, 100, 110, 120, 200, 300 and 400 per cent of what is free or paid for go to admins, once each in a period.',
        ),
      ],
    },
    {
      id: 'failed',
      title: 'When a payment fails',
      blocks: [
        text(
          'Everything goes on working for **seven days**, while Stripe tries the card again. Pay the invoice or give another card under **Manage card**. After the seven days the workspace is read-only until the invoice is paid.',
        ),
      ],
    },
    {
      id: 'cancelling',
      title: 'Cancelling, and coming back',
      blocks: [
        text(
          '**Cancel subscription** stops the next payment. Everything works to the end of what is paid, and to the end of the trial if it still runs; what is paid is not given back. Until then **Resume subscription** takes it back with one press. After it, paying again brings everything back at once.',
        ),
      ],
    },
    {
      id: 'read-only',
      title: 'Read-only',
      blocks: [
        text(
          'After a trial without a card, a cancelled period or a payment that stayed away, a workspace above 25,000 users is read-only. **Nothing is deleted.**',
        ),
        {
          kind: 'table',
          head: ['Still works', 'Waits until it is paid for'],
          rows: [
            ['signing in, reading and searching every result', 'a new scenario, or another question in an old one'],
            ['downloading results, and everything as one file', 'refreshing a result'],
            ['inviting, promoting and removing members', 'fetching events from Mixpanel'],
            ['names, colours and pins', 'deleting scenarios, since they could not be put back'],
            ['paying, the card and the invoices', 'moving scenarios into the workspace'],
          ],
        },
        text('What is in your browser alone is not touched: choose **This browser** at the top and go on.'),
      ],
    },
  ],
};
