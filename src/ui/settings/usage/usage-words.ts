import type { CountingRule } from '#core/metering/counting-rules.ts';
import type { Rise } from '#core/metering/rise.ts';
import { formatCount, formatNoun } from '../../kit/format.ts';

/** How a tool counts, in words. */
export interface RuleWords {
  readonly name: string;
  /** What it calls its unit. */
  readonly unit: string;
  readonly rule: string;
}

export const ruleWords: Readonly<Record<CountingRule, RuleWords>> = {
  ptero: {
    name: 'Ptero',
    unit: 'MAU',
    rule: 'Everybody with an event in the last 30 days. A person of two projects counts once.',
  },
  mixpanel: {
    name: 'Mixpanel',
    unit: 'MTU',
    rule: 'Ids of the calendar month, each project by itself and added up; events ÷ 1,000 where that is more.',
  },
  candu: {
    name: 'Candu',
    unit: 'MAU',
    rule: 'Identified people of the last 30 days, and one more for each full 1,000 of a person’s events beyond the first 1,000.',
  },
  chameleon: {
    name: 'Chameleon',
    unit: 'MTU',
    rule: 'Everybody seen in the last 30 days, at the highest point of the calendar month.',
  },
};

/** 20 Nov 2026. */
const dayFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const monthFormat = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
export const dayName = (day: number): string => dayFormat.format(day * 86_400_000);
export const monthName = (month: string): string => monthFormat.format(Date.parse(`${month}-01T00:00:00Z`));

/** How the count went, as a heading. */
export function riseTitle({ now, before, knowsBefore }: Rise): string {
  if (!knowsBefore) return 'Who they are';
  if (now === before) return 'Why it stayed the same';
  return now > before ? 'Why it rose' : 'Why it fell';
}

/** The same in a sentence or three. */
export function riseSentence(rise: Rise): string {
  const { now, before, newAnonymous, newIdentified, returning, lost } = rise;
  if (!rise.knowsBefore)
    return 'The events here begin less than 60 days before this day, so nobody can tell who was here before. Bring in earlier days to see why the count changed.';
  const difference = Math.abs(now - before);
  const change =
    difference === 0
      ? 'As many as 30 days before.'
      : `${formatCount(difference)} ${now > before ? 'more' : 'fewer'} than 30 days before.`;
  const came = newAnonymous + newIdentified + returning;
  const parts = [
    newAnonymous > 0 ? `${formatCount(newAnonymous)} new, known by a device only` : '',
    newIdentified > 0 ? `${formatCount(newIdentified)} new, with an id of their own` : '',
    returning > 0 ? `${formatCount(returning)} back after a while` : '',
  ].filter(Boolean);
  const arrived = came === 0 ? 'Nobody came.' : `${formatCount(came)} came: ${parts.join('; ')}.`;
  const left =
    lost === 0
      ? 'Nobody left.'
      : `${formatNoun(lost, 'person', 'people')} of then ${lost === 1 ? 'was' : 'were'} not seen again.`;
  return `${change} ${arrived} ${left}`;
}
