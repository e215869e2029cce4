import { list, text, type HelpPage } from './help-page.ts';

export const method: HelpPage = {
  id: 'the-method',
  title: 'The method',
  summary: 'How the ranking is worked out, why a plain odds ratio misleads, and where this method ends.',
  sections: [
    {
      id: 'question',
      title: 'The question, exactly',
      blocks: [
        text(
          'For people who did A some time ago and have not done B yet: how does having done E before now change the rate of doing B next, comparing people at the same time since A, equally active so far, and alike in their other behaviours and attributes?',
        ),
      ],
    },
    {
      id: 'odds-ratio',
      title: 'Why not a plain odds ratio?',
      blocks: [
        text(
          'Most tools compare the share of converters among those who did E and those who did not. That goes wrong in three ways:',
        ),
        list(
          '**Unequal time.** A converter is watched until B, everybody else for the whole window. Others have more time to do everything, so an event without any effect looks harmful, and one that helps can too.',
          '**Activity.** Active people do more of everything and convert more. Every event looks good.',
          '**No honest error.** Hundreds of events are tried and the best are shown, without saying how many of them are chance.',
        ),
        text(
          'The last steps before B, such as a payment page, come out on top of such a list, though they say nothing new. Each result shows that list beside its own.',
        ),
      ],
    },
    {
      id: 'risk-sets',
      title: 'Asking at each conversion',
      blocks: [
        text(
          'Each conversion is a question asked at one moment: of all people who at that time since A had neither converted nor left the data, why this one? So each person who converts is compared with people drawn at random from those (up to 40), and only what had happened to each **before** that moment counts. Nothing that follows B can enter, and everyone in a comparison has had the same time.',
        ),
        text(
          'The draw is made with a fixed seed, so that the same question over the same events gives the same answer to the last digit. With very many conversions, some are drawn.',
        ),
      ],
    },
    {
      id: 'active',
      title: 'Equally active',
      blocks: [
        text(
          'People are compared at the same level of activity before the moment: repeated events so far, in the last day, in the last hour, and days with any activity. Doing E for the first time is not itself activity. The month of entry is taken into account too, and so are attributes as of A.',
        ),
      ],
    },
    {
      id: 'model',
      title: 'Weighing them together',
      blocks: [
        list(
          'A quick test of every candidate gives the **first look**.',
          'Events done by nearly the same people are put together into one row.',
          'Then all are fitted **together**, in a conditional logistic regression on those comparisons, which is Cox regression with values that change over time. What one behaviour explains is not counted again for another.',
          'More than once is claimed only if each half of the people, by itself, finds it clearer than once, in the same direction; and the search is counted in the q-value.',
          'With 40 or more candidates the spread of their test values is compared with what chance alone would give, and corrected if it is wider.',
          'The q-values follow Benjamini and Hochberg, over everything tried.',
        ),
      ],
    },
    {
      id: 'limits',
      title: 'Where it ends',
      blocks: [
        list(
          'It finds associations. What was not recorded cannot be taken into account.',
          'People lose interest at different speeds. That alone can bend a ratio by 10 to 15%, whatever is observed.',
          'If half of all conversions come within minutes, there is little before them to learn from.',
          'Events in the same second as B do not count as before it.',
          'Profile properties as of today may be results of B. Only values as of A are used.',
        ),
      ],
    },
    {
      id: 'sources',
      title: 'Sources',
      blocks: [
        list(
          'Nested case-control sampling: Thomas (1977), in Liddell, McDonald and Thomas, JRSS A 140.',
          'Partial likelihood: Cox (1972), JRSS B 34.',
          'Survival curves: Kaplan and Meier (1958), JASA 53.',
          'False discovery rate: Benjamini and Hochberg (1995), JRSS B 57.',
          'Empirical null: Efron (2004), JASA 99.',
        ),
        text(
          'Each part is tested against another implementation, and on simulated products whose truth is known. The model card under a result names the method’s version, the seed and the fingerprint of the data.',
        ),
      ],
    },
  ],
};
