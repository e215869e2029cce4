import { clickhouse } from './clickhouse.ts';
import { faq } from './faq.ts';
import { gettingStarted } from './getting-started.ts';
import type { HelpPage } from './help-page.ts';
import { method } from './method.ts';
import { reading } from './reading.ts';
import { scenario } from './scenario.ts';

/** The help, in the order read. */
export const helpPages: readonly HelpPage[] = [gettingStarted, scenario, reading, method, clickhouse, faq];
