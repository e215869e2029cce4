import { billing } from './billing.ts';
import { clickhouse } from './clickhouse.ts';
import { connectingMixpanel } from './connecting-mixpanel.ts';
import { faq } from './faq.ts';
import { gettingStarted } from './getting-started.ts';
import type { HelpPage } from './help-page.ts';
import { method } from './method.ts';
import { reading } from './reading.ts';
import { scenario } from './scenario.ts';
import { usage } from './usage.ts';

/** The help, in the order read. */
export const helpPages: readonly HelpPage[] = [
  gettingStarted,
  scenario,
  reading,
  method,
  connectingMixpanel,
  usage,
  billing,
  clickhouse,
  faq,
];
