import type { ProfileKind } from '../mixpanel/profile-properties.ts';
import type { UserSample } from '../sample/user-sample.ts';
import type { ScenarioDefinition } from '../scenario/definition.ts';

export type CandidateKind = 'behaviour' | 'event_property' | 'attribute';
export type Direction = 'to' | 'away';
export type Shelf = 'ranked' | 'step' | 'prerequisite' | 'rare' | 'common' | 'duplicate' | 'result' | 'hidden';
export type Tier = 'strong' | 'likely' | 'suggestive' | 'fragile';

/** A hazard ratio with its 95 % interval. */
export interface Estimate {
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

/** One candidate: ranked, or on a shelf with the reason. Numbers are null where not estimated. */
export interface ResultRow {
  /** Stable across results of the same scenario. */
  readonly id: string;
  readonly kind: CandidateKind;
  /** Event name; null for attributes. */
  readonly event: string | null;
  /** Property name; null for plain behaviours. */
  readonly property: string | null;
  /** Value as text (`missing`, `other`, `≥ 10` … for derived levels); null for plain behaviours. */
  readonly value: string | null;
  /** From user profiles, which hold today's values: `fixed` looks as if it had always been so, `changing` may be a result of B. */
  readonly profile?: ProfileKind;
  /** Least number of times; null for attributes. */
  readonly minCount: number | null;
  readonly shelf: Shelf;
  /** One sentence in the reader's words: why it is on this shelf. Empty when ranked. */
  readonly shelfReason: string;
  readonly direction: Direction | null;
  /** From 1 within its direction, by predictive power; null unless ranked. */
  readonly rank: number | null;
  /** Analysed users who had done it (before B, within the horizon) and who had not. */
  readonly usersWith: number;
  readonly usersWithout: number;
  readonly convertedWith: number;
  readonly convertedWithout: number;
  readonly hazard: Estimate | null;
  /** Raw p-value and Benjamini–Hochberg q over everything tried. */
  readonly p: number | null;
  readonly q: number | null;
  /** Share of the explained deviance that it adds, in [0, 1]. */
  readonly power: number | null;
  readonly tier: Tier | null;
  /** Expected share converting by the horizon with and without it, among equally active people, in [0, 1]. */
  readonly rateWith: number | null;
  readonly rateWithout: number | null;
  readonly plainOddsRatio: number | null;
  /** Place in the list a plain odds ratio would make (by distance from 1), from 1. */
  readonly plainRank: number | null;
  /** Median time from A to (the n-th time of) it, ms; null for attributes. */
  readonly medianLeadMs: number | null;
  /** Near-duplicates shown with this row. */
  readonly twins: readonly string[];
  /** The curve over n; empty for attributes. */
  readonly byCount: readonly (Estimate & { readonly minCount: number; readonly users: number })[];
  /** The same effect by month of entry, `yyyy-mm`. Only months with enough conversions. */
  readonly byMonth: readonly (Estimate & { readonly month: string })[];
  /** Same sign in the early and the late half of entrants; null when not estimated. */
  readonly replicated: boolean | null;
  /** The hazard ratio drawn toward 1 by empirical Bayes, as far as its interval is wide; null where not estimated. */
  readonly shrunken: number | null;
  /** Places by power within its direction in 95 % of bootstrap samples of the users; null beyond the top 60. */
  readonly rankInterval: { readonly low: number; readonly high: number } | null;
  /** The same effect by the discrete-time model; null where it was not fitted. */
  readonly secondOpinion: Estimate | null;
  /** The likeliest other explanation, in one sentence; empty where not estimated. */
  readonly competing: string;
  /** Two or three sentences in natural frequencies. */
  readonly words: readonly string[];
}

export interface FlowCount {
  readonly reason: 'not-drawn' | 'converted-before' | 'empty-or-shared-id' | 'bot';
  readonly users: number;
}

export interface ConversionCurve {
  /** Shapes (points,): ms since A ascending from 0; share converted and its 95 % band in [0, 1]; users still at risk. */
  readonly timeMs: readonly number[];
  readonly share: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly atRisk: readonly number[];
}

export interface ModelCard {
  readonly method: string;
  readonly cases: number;
  readonly controlsPerCase: number;
  readonly riskSetRows: number;
  readonly candidatesTried: number;
  readonly candidatesFitted: number;
  readonly parameters: number;
  readonly iterations: number;
  readonly converged: boolean;
  /** Deviance of the model without and with the candidates. */
  readonly nullDeviance: number;
  readonly deviance: number;
  /** Empirical null: shift and spread of the z-values; null when there are too few candidates. */
  readonly calibration: { readonly shift: number; readonly spread: number } | null;
  /** Of the rows shown, how many are expected to be chance. */
  readonly expectedFalse: number;
  readonly notes: readonly string[];
}

/** An area under the ROC curve, or a difference of two, with its 95 % interval by DeLong. */
export interface AucEstimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** How well B can be foretold, out of fold, from what is known at one moment after A (the landmark). */
export interface PredictiveQuality {
  /** Since A, ms. */
  readonly landmarkMs: number;
  /** Since A, ms: B counts until then. The horizon, or less where fewer than half of the users were watched that long. */
  readonly windowMs: number;
  /** Users still at risk then whose whole window was watched, and how many of them converted after it. */
  readonly users: number;
  readonly converted: number;
  /** The mean of the two models below, on the scale of log odds; skill and calibration are of it too. */
  readonly auc: AucEstimate;
  /** The linear model on the landmark features. */
  readonly linear: { readonly auc: AucEstimate };
  /** 1 − Brier score over that of the overall share; 0 is no better than knowing the share. */
  readonly brierSkill: number;
  /** Tenths of the users by predicted probability, ascending: predicted and observed shares, and the latter's 95 % interval. */
  readonly calibration: readonly {
    readonly predicted: number;
    readonly observed: number;
    readonly low: number;
    readonly high: number;
    readonly users: number;
  }[];
  /** Gradient-boosted trees on the same features and folds. */
  readonly trees: {
    readonly auc: AucEstimate;
    /** Trees less linear. */
    readonly difference: AucEstimate;
    /** AUC lost when a behaviour set or an attribute is shuffled among the users, largest first; at most 10. */
    readonly importance: readonly { readonly label: string; readonly drop: number }[];
  };
  /** False when the interval of the AUC holds 0.5. */
  readonly predicts: boolean;
  /** Trees better by more than 0.02 and by more than chance: there are patterns that no single row can show. */
  readonly nonLinear: boolean;
}

/** The shape of a result. Answers that were kept in an older one are worked out again. */
export const RESULT_VERSION = 2;

/** The stored answer to a scenario at a moment. Small JSON; readable without the events. */
export interface ResultDocument {
  readonly version: typeof RESULT_VERSION;
  /** `screen` while only the first pass is done, `complete` after. */
  readonly stage: 'screen' | 'complete';
  readonly definition: ScenarioDefinition;
  readonly projectId: string;
  readonly fingerprint: string;
  readonly seed: number;
  readonly computedAt: number;
  /** The users it was worked out from; absent: everybody. All counts are of the sample. */
  readonly sample?: UserSample;
  readonly dataFromMs: number;
  readonly dataToMs: number;
  /** `ranked`; or `describe-only` with the reason why nothing is claimed. */
  readonly claim: { readonly kind: 'ranked' } | { readonly kind: 'describe-only'; readonly reason: string };
  readonly horizonMs: number;
  readonly horizonFrom: 'data' | 'user';
  readonly flow: {
    readonly entrants: number;
    readonly setAside: readonly FlowCount[];
    readonly analysed: number;
    readonly converted: number;
    readonly stillOpen: number;
    readonly notConverted: number;
  };
  /** Kaplan–Meier share converted at the horizon with its band, in [0, 1]. */
  readonly conversion: { readonly share: number; readonly low: number; readonly high: number };
  /** Time by which a quarter and half of the converters had converted, ms; null without converters. */
  readonly quarterMs: number | null;
  readonly medianMs: number | null;
  readonly curve: ConversionCurve;
  /** The answer in one to three sentences. */
  readonly verdict: readonly string[];
  readonly rows: readonly ResultRow[];
  readonly model: ModelCard | null;
  /** Null in the first look, and where too few converted after the landmark. */
  readonly quality: PredictiveQuality | null;
}
