import { text, type HelpPage } from './help-page.ts';

export const faq: HelpPage = {
  id: 'faq',
  title: 'FAQ',
  summary: 'Short answers to what people ask first.',
  sections: [
    {
      id: 'privacy',
      title: 'Do my events leave this computer?',
      blocks: [
        text(
          'No. Reading, storing and computing happen in your browser. Events are kept in its storage on this computer, for this address only. A share link holds the question, with the names and conditions in it, and nothing else.',
        ),
      ],
    },
    {
      id: 'personal',
      title: 'There are e-mail addresses in my properties. Is that a problem?',
      blocks: [
        text(
          'They stay in the browser too. But screens that show property values show them to whoever looks at your screen, and an exported result can hold such a value where it became a candidate. Hide the event, or check the file, before you pass it on.',
        ),
      ],
    },
    {
      id: 'cause',
      title: 'Does X cause B?',
      blocks: [
        text(
          'Ptero cannot say. It says that people who did X went on to B faster than equally active people who had not. See [what association means](/help/reading-a-result#association). To learn about cause, run an experiment on the best candidates.',
        ),
      ],
    },
    {
      id: 'missing',
      title: 'Why is my favourite event not in the ranking?',
      blocks: [
        text(
          'Look under **Not ranked, and why**: it may be a step on the way, too rare, nearly everybody’s, or shown with a twin. What was tried and does not stand out from chance is under **without a clear effect**. If it is nowhere, it is missing from the data.',
        ),
      ],
    },
    {
      id: 'changed',
      title: 'Why did a number change after a new import?',
      blocks: [
        text(
          'New events can come late, up to five days, and identities are merged afterwards, so old days change a little too. A result says when it was worked out and on which data; **Refresh** works it out anew.',
        ),
      ],
    },
    {
      id: 'different',
      title: 'Why does Mixpanel show another conversion rate?',
      blocks: [
        text(
          'Ptero counts a person’s first start event in the data, leaves out those who had converted before, and counts people who are still open for as long as they were watched. A funnel report usually does none of these.',
        ),
      ],
    },
    {
      id: 'bots',
      title: 'Who was set aside?',
      blocks: [
        text(
          'Ids that are empty or stand for nobody, such as `null` or `anonymous`; and users who behave like a program: 500 events or more and far more than anybody else, altogether and a day, or 1,000 within an hour. **Put them back** under the figures counts them too.',
        ),
      ],
    },
    {
      id: 'large',
      title: 'How much can it hold?',
      blocks: [
        text(
          'A few million events with some ten properties each work well on an ordinary computer. The limit is your browser’s storage and memory. Under **Data** you see what is used, and can delete a project.',
        ),
      ],
    },
    {
      id: 'lost',
      title: 'Can my data disappear?',
      blocks: [
        text(
          'Browsers may clear what a site has stored when the disk is full, unless it is marked to be kept; Ptero asks for that. Clearing site data deletes it. Keep your export files: opening them again restores everything but the scenarios.',
        ),
      ],
    },
    {
      id: 'tabs',
      title: 'Can I use two tabs?',
      blocks: [text('Yes. While one tab imports, another can read but not import into the same project.')],
    },
    {
      id: 'damaged',
      title: 'It says that a project is damaged.',
      blocks: [
        text(
          'A stored file does not match its checksum. Ptero then shows no numbers from it, since they could be wrong. Import the export files again.',
        ),
      ],
    },
    {
      id: 'refused',
      title: 'My file was refused.',
      blocks: [
        text(
          'The message says what the file looks like and what is expected. A CSV download of a Mixpanel report is not a raw export; see [how to get one](/help/getting-started#export).',
        ),
      ],
    },
  ],
};
