import type { BillingDeps } from '../_shared/admin-request.ts';
import { endOfPeriodHandler } from '../_shared/end-of-period.ts';

/** Cancels at the end of what is paid for; everything works until then. */
export const createHandler = (deps: BillingDeps) => endOfPeriodHandler(deps, true);
