import { list, steps, text, type HelpPage } from './help-page.ts';

export const gettingStarted: HelpPage = {
  id: 'getting-started',
  title: 'Getting started',
  summary: 'From nothing to a ranked answer: with sample data in a few seconds, with your own export in a few minutes.',
  sections: [
    {
      id: 'sample',
      title: 'Try it with sample data',
      blocks: [
        text(
          'Press **Try sample data** on the welcome page. It opens a product with a question already asked, so you can see what an answer looks like. Two samples come with Ptero:',
        ),
        list(
          'a **simulated product**, whose true drivers are known; the page of its scenario shows them beside what was found,',
          'the real history of an open-source project, **tldr-pages**: what its contributors did, from 2013 on.',
        ),
        text('Nothing you do with a sample touches your own data. Delete it any time under **Data**.'),
      ],
    },
    {
      id: 'export',
      title: 'Get your events out of Mixpanel',
      blocks: [
        text(
          'In a workspace an admin can [connect Mixpanel](/help/connecting-mixpanel) instead, and nobody needs files.',
        ),
        text(
          'Ptero reads Mixpanel’s **raw export**: one event a line, as JSON. You need a service account of your Mixpanel project (in Mixpanel: Organisation settings, Service accounts) and the project’s number (Project settings).',
        ),
        steps(
          'Choose the address of your project’s region: `data.mixpanel.com` for the United States, `data-eu.mixpanel.com` for Europe, `data-in.mixpanel.com` for India.',
          'Choose the days. Both ends count. Six months are a good start; take care that they hold enough people who reached your target.',
          'Run the command below in a terminal, with your own values in it. Large projects: a week or a month at a time, one file each.',
          'Open the files in Ptero, all at once if you like.',
        ),
        {
          kind: 'code',
          text: 'curl --compressed --user "SERVICE_ACCOUNT:SECRET" \\\n  "https://data.mixpanel.com/api/2.0/export?project_id=PROJECT&from_date=2026-06-01&to_date=2026-06-30&time_in_ms=true" \\\n  --output june.ndjson',
        },
        text(
          'Mixpanel allows 60 such requests an hour for a project, shared with every other tool. If the file ends with `terminated early`, that part is not complete: ask again for fewer days. A day after today is refused.',
        ),
      ],
    },
    {
      id: 'open',
      title: 'Open an export file',
      blocks: [
        text(
          'Press **Open an export file**, or drop files or a folder on the page. Ptero takes `.ndjson`, `.jsonl`, `.json`, `.gz` and `.zip`, and goes by what is inside, not by the name.',
        ),
        text(
          'While it reads you see how far it is, and can cancel: what was there before stays as it was. At the end it says how many events, people and days it found, how many duplicates it dropped, and which lines it refused and why.',
        ),
        list(
          'Opening the same file again adds nothing twice. An event is the same if its name, time, user and `$insert_id` are the same; the one Mixpanel processed last is kept.',
          'Projects made before 2023 may carry local clock time. Ptero notices when it can and asks for your time zone.',
          'Events without a user are counted and left out.',
        ),
      ],
    },
    {
      id: 'names',
      title: 'Tidy the names of events',
      blocks: [
        text(
          'Under **Data** you see every event with its counts. Select some to **hide** them in the whole project, or to **merge** names that mean the same, such as `signup` and `Sign Up`: people who did any of them count once, under the name you give. Nothing stored changes, and all of it can be undone; results say that they are out of date until you refresh them. A share link carries what is hidden and merged.',
        ),
      ],
    },
    {
      id: 'ask',
      title: 'Ask the first question',
      blocks: [
        steps(
          'Choose a **start event**: something people do once at the beginning, such as signing up.',
          'Choose a **target event**: what you would like them to reach, such as starting a plan.',
          'Press **Explore**. A first table comes at once, and is refined while you watch.',
        ),
        text(
          'After an import Ptero also proposes some questions of its own and answers them; they are marked on the dashboard, with the reason. Go on with [what a scenario is](/help/what-is-a-scenario) or [how to read the result](/help/reading-a-result).',
        ),
      ],
    },
    {
      id: 'offline',
      title: 'Without a network',
      blocks: [
        text(
          'After the first visit Ptero works offline: opening it, reading stored results, and asking new questions of stored events. Your browser can install it like an app.',
        ),
      ],
    },
  ],
};
