import type { BillingDeps } from '../_shared/admin-request.ts';
import { endOfPeriodHandler } from '../_shared/end-of-period.ts';

/** Takes a cancellation back, as long as the period runs. */
export const createHandler = (deps: BillingDeps) => endOfPeriodHandler(deps, false);
