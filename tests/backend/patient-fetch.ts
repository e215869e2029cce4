import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks Auth again, later, while it answers that too many requests came from one address: a hosted one lets 30 of a kind
 * through at once and then one every two to ten seconds. Other refusals, that of too many mails included, are passed on.
 *
 * @param waits how long to wait before each further attempt, s
 */
export function patientFetch(inner: typeof fetch, waits: readonly number[] = [1, 2, 5, 10, 20, 40, 60, 60]) {
  return async (...request: Parameters<typeof fetch>): Promise<Response> => {
    for (const seconds of waits) {
      const response = await inner(...request);
      if (!(await isRateLimit(response))) return response;
      await pause(seconds * 1000);
    }
    return inner(...request);
  };
}

async function isRateLimit(response: Response): Promise<boolean> {
  if (response.status !== 429 || !response.url.includes('/auth/v1/')) return false;
  return (await response.clone().text()).includes('over_request_rate_limit');
}
