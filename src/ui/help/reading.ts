import { list, steps, text, type HelpPage } from './help-page.ts';

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
            [
              'Fragile',
              'The direction differs between the early and the late half of the people, or between the two models; or only today’s value of a profile is known. The opened row says which.',
            ],
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
          '**Effect**: the distance from 1×, after each ratio was [drawn toward 1×](/help/the-method#shrinkage) as far as it is uncertain, so that wide guesses do not come first.',
          '**Reach**: how many people did it.',
          '**Rank stability**: the worst place that a row takes in 95 of 100 samples.',
          '**Evidence**: from strong to fragile.',
        ),
      ],
    },
    {
      id: 'place',
      title: 'The small numbers under a place',
      blocks: [
        text(
          '**1–9** under a 3 means: had other people of the same kind used the product, this row would have stood between 1st and 9th, in 95 of 100 such samples. Rows whose ranges overlap have no sure order among themselves. A place without a range is the same in every sample, or beyond the first 60. [How it is worked out](/help/the-method#rank-interval).',
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
          '**In words**: the same as natural frequencies; the likeliest other explanation; and what [a second model](/help/the-method#second-opinion) says.',
          '**Shown as one**: other events done by nearly the same people. The data cannot tell them apart.',
          '**Hide this event** takes it out and works the ranking out anew.',
        ),
      ],
    },
    {
      id: 'what-if',
      title: 'What if more people did it?',
      blocks: [
        text(
          'Choose a further 5, 10 or 20% of the people, or any other share, and read how many more conversions would be expected, and in which range. It takes those further people to convert at the rate of equally active people who do it. That holds only if doing it is what makes the difference, and if people who are brought to it are like those who came by themselves. **It is an association, not proof of cause.**',
        ),
        text(
          'The size of the experiment says how many people each of two groups needs, one left alone and one brought to do it more often, to see such a difference four times out of five.',
        ),
      ],
    },
    {
      id: 'refresh',
      title: 'New since the last refresh',
      blocks: [
        text(
          'After an import, **Refresh** works a scenario out anew and says what changed: rows that are **New**, gone, turned round, or clearly stronger or weaker, that is, with intervals that no longer touch. A first answer has nothing to compare with; the same events give the same answer, so then nothing is new.',
        ),
      ],
    },
    {
      id: 'over-time',
      title: 'Change over time',
      blocks: [
        text(
          'The effect of each of the first eight rows by the month in which people started, on one scale, each month with its interval; the line is 1×. **Held in 5 of 6 months** means that it pointed the same way in five. One odd month with a wide interval is no news; a steady drift is.',
        ),
      ],
    },
    {
      id: 'who',
      title: 'Who is next',
      blocks: [
        text(
          '**Find them** gives everybody who has not reached the target a probability, from the same model as the ranking, most likely first. For people who are **still open** it is the chance to convert in the time that is left, if they do nothing more. For those who **dropped** it is the chance that somebody who had done the same would have converted on the way: likely and yet not converted are the people to ask why.',
        ),
        text(
          'Of 100 people with 30% about 30 convert. It says who is likely, not who can be persuaded. Look at [how well it can be foretold](/help/the-method#auc) first.',
        ),
      ],
    },
    {
      id: 'mixpanel-cohort',
      title: 'A cohort in Mixpanel from the file',
      blocks: [
        text(
          '**Download ids** writes a CSV with two columns: `$distinct_id`, the name that Mixpanel knows the id by, and `ptero_probability`. Nothing is sent anywhere; you import the file.',
        ),
        steps(
          'In Mixpanel, open Users and choose to import profiles from CSV.',
          'Take the first column as `$distinct_id` and the second as a profile property.',
          'Make a cohort of the users whose `ptero_probability` is set, or is at least what you choose.',
        ),
        text(
          'An id that starts with `=`, `+`, `-` or `@` gets an apostrophe in front, so that no spreadsheet runs it; the screen says how many. Take it off before the import.',
        ),
      ],
    },
    {
      id: 'shelves',
      title: 'Not ranked, and why',
      blocks: [
        text('The line above the tables counts what was not ranked; each count leads to its shelf below them.'),
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
