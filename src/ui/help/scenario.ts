import { list, text, type HelpPage } from './help-page.ts';

export const scenario: HelpPage = {
  id: 'what-is-a-scenario',
  title: 'What is a scenario',
  summary: 'A start event A, a target event B, and a time to get from one to the other: “What leads from A to B?”',
  sections: [
    {
      id: 'start-and-target',
      title: 'Start and target',
      blocks: [
        text(
          'A person enters a scenario with their **first** start event in the data. They convert with the first target event **after** it. Whoever did the target before, or in the same second, is left out and counted.',
        ),
        text(
          'Both ends can have conditions on properties, such as “Sign Up where country is Iceland”. All conditions of an end must hold.',
        ),
        text(
          'Good starts happen once and early. If half of all conversions come within minutes of the start, there is little to learn from before them; choose a later start event.',
        ),
      ],
    },
    {
      id: 'horizon',
      title: 'The horizon',
      blocks: [
        text(
          'The horizon is the time in which the target counts. Unless you choose one, Ptero takes the smallest of 1 h, 6 h, 1, 3, 7, 14, 30, 60, 90, 180 and 365 days that holds nine of ten conversions. Press **Change** under the question to set it.',
        ),
      ],
    },
    {
      id: 'who',
      title: 'Who is counted',
      blocks: [
        text('The line under the figures shows where everybody went:'),
        list(
          '**Converted**: did the target within the horizon.',
          '**Still open**: has not, but has been watched for less than the horizon. Recent people are not thrown away; they count for as long as they were watched.',
          '**Not converted**: watched for the whole horizon, and did not.',
          '**Set aside**: bots, and ids that are empty or stand for nobody, by [a stated rule](/help/faq#bots). **Put them back** counts them too.',
        ),
      ],
    },
    {
      id: 'candidates',
      title: 'What is compared',
      blocks: [
        list(
          '**Behaviours**: an event done at least n times, before the target. Ptero looks for the n that tells most.',
          '**Events with a property**: an event where a property has a certain value.',
          '**Attributes**: what is known of a person when they enter, such as the country or the campaign they came from. Only the value as of the start counts, never a later one.',
        ),
        text(
          'Mixpanel’s own bookkeeping events are never ranked. Any other event can be hidden: open its row and press **Hide this event**. The ranking is then worked out anew without it.',
        ),
      ],
    },
    {
      id: 'enough',
      title: 'What is enough',
      blocks: [
        text(
          'A ranking needs at least 100 people who converted and 100 who had not. With fewer, Ptero shows the figures and the curve and claims nothing more. A behaviour needs 30 people who did it and 30 who did not.',
        ),
      ],
    },
    {
      id: 'share',
      title: 'Share, pin, name, colour',
      blocks: [
        text(
          '**Share** copies a link that holds the question only. Whoever opens it needs the same events in their own browser. **Pin** keeps a scenario at the top of the dashboard. A name and a colour are for you; blue stands for something good, red for something bad, pink for adoption.',
        ),
      ],
    },
  ],
};
