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
          'People are compared at the same level of activity before the moment: events so far, in the last day, in the last hour, and days with any activity. In products with few event names only repeated events count: there, doing E for the first time would itself be most of the activity. The month of entry is taken into account too, and so are attributes as of A.',
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
          'The q-values follow Benjamini and Hochberg, over everything tried.',
        ),
      ],
    },
    {
      id: 'calibration',
      title: 'Calibrating against chance',
      blocks: [
        text(
          'Most events that are tried have no effect. Their test values should lie around 0 with a spread of 1. With 40 or more events Ptero measures where they really lie (an empirical null), moves the events back by that much and widens their intervals if the spread is larger, never the other way. The trust view says by how much. Then the q-values follow, over everything tried: of all rows with q at most 0.1, about one in ten is expected to be chance.',
        ),
      ],
    },
    {
      id: 'shrinkage',
      title: 'Drawn toward 1×',
      blocks: [
        text(
          'The largest of many estimates is too large on average. So each ratio is also given as it looks when all are taken together (empirical Bayes): drawn toward 1×, far where its interval is wide, hardly where it is narrow. It serves to order by effect and to say what to expect; the dot and its interval stay as they were estimated.',
        ),
      ],
    },
    {
      id: 'rank-interval',
      title: 'How sure the places are',
      blocks: [
        text(
          'People are drawn again and again from those at hand, some twice, some not at all (a bootstrap), and the first 60 rows ranked anew each time. The range of a place holds 95% of those.',
        ),
      ],
    },
    {
      id: 'second-opinion',
      title: 'A second opinion',
      blocks: [
        text(
          'The same question is put to another model: everybody, not a draw; steps of time, not exact moments; what was known when a step began. It sees effects that act within a step as weaker, so only the direction is compared. Where it points the other way, the row is called fragile.',
        ),
      ],
    },
    {
      id: 'auc',
      title: 'How well it can be foretold',
      blocks: [
        text(
          'People are parted into folds. A model that has not seen a fold foretells, from what is known at one moment after the start, who of it will convert. Taking one person who did and one who did not, how often does it give the higher probability to the right one? That share is the **AUC**: 50 in 100 is a coin, 100 is always right. Where its interval holds 50, nothing here predicts the target, and Ptero says so.',
        ),
        list(
          '**Calibration**: of the people who were given about 30%, do about 30% convert? The chart shows ten groups; on the dashed line the two are equal.',
          '**Brier skill**: by how much the probabilities miss what happened less than the overall share alone does.',
          '**Trees**: gradient-boosted trees on the same facts. If they do better by more than 2 in 100, there are patterns, such as combinations, that no single row can show. The bars say how much worse they pick when one thing is shuffled among the people.',
        ),
      ],
    },
    {
      id: 'who',
      title: 'Probabilities of single people',
      blocks: [
        text(
          'The fitted model, and how fast people convert at each time since the start (Breslow’s estimate), give each open person the chance of converting between now and the horizon, with what they have done by now. Added up over everybody, what was expected equals what happened.',
        ),
      ],
    },
    {
      id: 'what-if',
      title: 'What if',
      blocks: [
        text(
          'The expected further conversions come from the drawn-in ratio, the range from the ends of its interval. The size of the experiment is that of a comparison of two shares: an error of 5% when there is no difference, and four in five to see one that is there. It compares everybody in one group with everybody in the other, whether or not they did it.',
        ),
      ],
    },
    {
      id: 'limits',
      title: 'Where it ends',
      blocks: [
        list(
          'It finds associations. What was not recorded cannot be taken into account.',
          'People lose interest at different speeds. That alone can bend a ratio by up to 10%, above all where a product has few event names.',
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
          'Empirical Bayes shrinkage: Stephens (2017), Biostatistics 18.',
          'Area under the curve: DeLong, DeLong and Clarke-Pearson (1988), Biometrics 44.',
          'Gradient-boosted trees: Friedman (2001), Annals of Statistics 29.',
        ),
        text(
          'Each part is tested against another implementation, and on simulated products whose truth is known. The model card under a result names the method’s version, the seed and the fingerprint of the data.',
        ),
      ],
    },
  ],
};
