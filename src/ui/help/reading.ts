import { list, text, type HelpPage } from './help-page.ts';

export const reading: HelpPage = {
  id: 'reading-a-result',
  title: 'Reading a result',
  summary: 'What each figure, dot and word of a result says, and what it does not say.',
  sections: [
    {
      id: 'figures',
      title: 'The figures and the curve',
      blocks: [
        text(
          'The share converted is a **Kaplan–Meier** estimate: people who are still open count for as long as they were watched, so a young product is not made to look worse than it is. The curve shows that share over the time since the start, with the band in which it lies with 95% confidence. Point at it to read a moment, or open its table.',
        ),
        text('**Half of them by** is the time by which half of the people who converted had done so.'),
      ],
    },
    {
      id: 'effect',
      title: 'The dot and its interval',
      blocks: [
        text(
          'Each row has a number such as **2.4×**: people who had done it went on to the target 2.4 times as fast as equally active people who had not (a hazard ratio). **1×** is no difference; below 1× they were slower.',
        ),
        text(
          'The line through the dot is the 95% interval: the range of effects that fit the data. If it is long, there is little data. All rows of a page share one scale, on which twice as fast and half as fast lie equally far from 1×. An arrow says that an interval goes on beyond the scale.',
        ),
        text('A filled blue dot leads to the target, a hollow orange one away from it.'),
      ],
    },
    {
      id: 'rates',
      title: 'Converted, with vs without',
      blocks: [
        text(
          'How many of 100 people who had done it would reach the target within the horizon, and how many of 100 **equally active** people who had not, as the model expects. They are not raw shares; the raw counts stand in the opened row. **Did it** is the share of all analysed people who did it.',
        ),
      ],
    },
    {
      id: 'evidence',
      title: 'Evidence',
      blocks: [
        {
          kind: 'table',
          head: ['Word', 'What it says'],
          rows: [
            [
              'Strong',
              'Very unlikely to be chance (q at most 0.05), and the same direction in the early and the late half of the people.',
            ],
            ['Likely', 'Unlikely to be chance (q at most 0.1).'],
            ['Suggestive', 'Could well be chance. A reason to look again with more data.'],
            ['Fragile', 'The direction differs between the early and the late half of the people.'],
          ],
        },
        text(
          'The **q-value** counts everything that was tried: of all rows with q at most 0.1, about one in ten is expected to be chance. The sentence above the tables says how many that is here.',
        ),
      ],
    },
    {
      id: 'order',
      title: 'The order',
      blocks: [
        text(
          'Rows are ordered by **predictive power**: how much a row adds to telling who converts next. A strong effect on few people can rank below a moderate one on many. The number of a row is its place by power, in whatever order you look at it.',
        ),
        list(
          '**Effect**: the distance of the near end of the interval from 1×, so that wide guesses do not come first.',
          '**Reach**: how many people did it.',
          '**Evidence**: from strong to fragile.',
        ),
      ],
    },
    {
      id: 'row',
      title: 'An opened row',
      blocks: [
        list(
          '**How many times?** The effect of having done it at least 1, 2, 3, 5, 10 times. More than once is claimed only where each half of the people, by itself, finds it clearer than once, so that choosing does not flatter it.',
          '**Does it last?** The effect by month of entry.',
          '**In words**: the same as natural frequencies.',
          '**Shown as one**: other events done by nearly the same people. The data cannot tell them apart.',
          '**Hide this event** takes it out and works the ranking out anew.',
        ),
      ],
    },
    {
      id: 'shelves',
      title: 'Not ranked, and why',
      blocks: [
        list(
          '**Steps on the way**: nearly everyone who converts passes them just before, such as a payment page. They are part of getting there. **Needed first** means that the target hardly exists without it.',
          '**Too rare**: fewer than 30 people, or too few conversions.',
          '**Nearly everybody did it**: there is nobody to compare with.',
          '**Shown with their twin**: stands in the row of another event.',
          '**Possible results**: may come from the target rather than lead to it.',
          '**Hidden**: taken out by you. **Unhide** brings it back.',
        ),
      ],
    },
    {
      id: 'association',
      title: 'What association means',
      blocks: [
        text(
          'Everything here says what goes together, not what causes what. People who invite a friend may convert because of the friend, or because they liked the product from the start. The comparison with equally active people, alike in their other behaviours, removes much of that, but not all. Take a finding as the best candidate for an experiment, not as its result.',
        ),
      ],
    },
    {
      id: 'files',
      title: 'Files to take away',
      blocks: [
        text('**Download CSV** gives one row for every candidate, ranked or not. Its columns are:'),
        {
          kind: 'code',
          text: 'rank, kind, event, property, value, min_count, direction, users_with, users_without,\nconverted_with, converted_without, hazard_ratio, ci_low, ci_high, q_value, power, tier,\nshelf, plain_odds_ratio',
        },
        text(
          'A cell is empty where nothing was estimated. A name that a spreadsheet would run as a formula gets an apostrophe in front. Under **Export**, JSON holds the whole result and PNG a picture for a slide.',
        ),
      ],
    },
  ],
};
