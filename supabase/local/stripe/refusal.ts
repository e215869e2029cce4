/** An error as Stripe words it. */
export interface StripeRefusal {
  readonly type: 'invalid_request_error' | 'card_error' | 'idempotency_error' | 'api_error';
  readonly code?: string;
  readonly decline_code?: string;
  readonly param?: string;
  readonly message: string;
}

const refusals = new WeakMap<Error, { readonly status: number; readonly error: StripeRefusal }>();

/** An error to throw, that is answered in Stripe's shape. */
export function refusal(status: number, message: string, more: Partial<Omit<StripeRefusal, 'message'>> = {}): Error {
  const error = new Error(message);
  refusals.set(error, { status, error: { type: 'invalid_request_error', ...more, message } });
  return error;
}

/** What a thrown error answers with; null for a mistake of the double itself. */
export const refusalOf = (error: unknown) => (error instanceof Error ? (refusals.get(error) ?? null) : null);

export const noSuch = (what: string, id: string, param = 'id') =>
  refusal(404, `No such ${what}: '${id}'`, { code: 'resource_missing', param });

export const declined = () =>
  refusal(402, 'Your card was declined.', {
    type: 'card_error',
    code: 'card_declined',
    decline_code: 'generic_decline',
  });
