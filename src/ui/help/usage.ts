import { list, text, type HelpPage } from './help-page.ts';

export const usage: HelpPage = {
  id: 'usage',
  title: 'Usage and counting',
  summary: 'Who counts as a monthly user, why tools disagree about it, and why the number changed.',
  sections: [
    {
      id: 'ptero',
      title: 'How Ptero counts',
      blocks: [
        text(
          'A monthly active user (MAU) is an id with at least one event in the last **30 days**, today and the 29 days before, in the days of the project. Somebody with events in two projects of a workspace counts once.',
        ),
        text(
          'Bookkeeping does not count, since nobody did it: `$identify`, `$create_alias`, `$merge`, `$opt_in`, `$mp_session_record`, `$campaign_delivery`, `$campaign_received`, `$campaign_bounced`, `$campaign_marked_spam`, `$message_suppressed`, `$unsubscribe`, `$journey_entered`, `$experiment_started`. A message that was **opened** counts.',
        ),
      ],
    },
    {
      id: 'four-rules',
      title: 'The same events, counted four ways',
      blocks: [
        {
          kind: 'table',
          head: ['Rule', 'Unit', 'Who counts'],
          rows: [
            ['Ptero', 'MAU', 'everybody of the last 30 days, once'],
            [
              'Mixpanel',
              'MTU',
              'ids of the calendar month, project by project, added up; if people have more than 1,000 events on average, events ÷ 1,000 instead',
            ],
            [
              'Candu',
              'MAU',
              'identified people of the last 30 days; beyond 1,000 events of a person, one more for each further full 1,000',
            ],
            ['Chameleon', 'MTU', 'everybody seen in the last 30 days, at the highest point of the billing period'],
          ],
        },
        text('What had to be decided where a price list leaves room:'),
        list(
          'An id is **anonymous** if it is the one Mixpanel gives a device (`$device:…`). Everybody else is identified.',
          'All four count the same events; bookkeeping is left out of all.',
          'The billing period of Chameleon is taken to be the calendar month. Mixpanel averages over a quarter on yearly plans; that is not in the graph.',
          'Candu’s thousands are counted a person at a time.',
        ),
        text(
          'These are counts by published rules, not bills. Another tool may see other events than those in Mixpanel.',
        ),
      ],
    },
    {
      id: 'two-counts',
      title: 'Here and on the server',
      blocks: [
        text(
          'The number in this browser is **exact**: every event is here. The server has no events. While they pass through, it keeps a sketch a day (HyperLogLog), from which it can tell how many ids there were, but no id. That count is made to be some 3% **below** the truth, so that its error is never at your cost; the bill goes by it.',
        ),
        text(
          'They may also differ because the server counts what was fetched by anybody in the workspace, and your browser what is here. Files that you open are counted in your browser only, and are free.',
        ),
      ],
    },
    {
      id: 'why-it-rose',
      title: 'Why it rose',
      blocks: [
        text(
          'The 30 days to a day are laid beside the 30 days before. Of those here now, some **stayed**, some are **new** (never seen before; known by a device only, or identified), some are **back after a while**. Those of then who did nothing since are **not seen again**. For the new and the returning you see what they did first.',
        ),
        text('Three things make the count higher than it should be:'),
        list(
          '**Ids that look like one person twice** share a device (`$device_id`). Mostly somebody used the app before signing in, and the two ids were never merged. Call Mixpanel’s `identify` at every sign-in. Devices of more than three ids are taken for shared computers and left alone.',
          '**Here by late events alone**: all their events of these days reached Mixpanel more than five days after they happened, as an import of old data does.',
          '**Behave like programs**: 1,000 events within an hour, or far more than anybody else. It is the same test that sets bots aside in [an analysis](/help/the-method).',
        ),
        text('In the first 30 days of the data the count fills up, and everybody looks new; the screen says so.'),
      ],
    },
    {
      id: 'csv',
      title: 'The numbers as a file',
      blocks: [
        text(
          '**Download CSV** holds every day by every rule (`day,project,ptero,mixpanel,candu,chameleon,server`): first all projects together, with an empty project, then each. Mixpanel’s column is the month so far.',
        ),
      ],
    },
  ],
};
