import type { ReadVariable } from './settings.ts';

/** The version of Stripe's API that everything here is written for. */
const apiVersion = '2026-10-28.endive';

export interface StripeSettings {
  /** Stays here. */
  readonly secretKey: string;
  /** Stays here. */
  readonly webhookSecret: string;
  /** One pack for 30 days. */
  readonly priceId: string;
  /** The stand-in on this machine; null where it is Stripe. */
  readonly base: string | null;
  /** For the SDK, besides its HTTP client. */
  readonly config: {
    readonly apiVersion: typeof apiVersion;
    readonly maxNetworkRetries: number;
    readonly timeout: number;
    readonly telemetry: false;
    readonly host?: string;
    readonly port?: string;
    readonly protocol?: 'http';
  };
}

/**
 * Reads what is needed for Stripe.
 *
 * @throws Error naming the variable that is missing, or when STRIPE_API_BASE names anything but a port of 127.0.0.1.
 */
export function readStripeSettings(read: ReadVariable): StripeSettings {
  const must = (name: string) => {
    const value = read(name);
    if (!value) throw new Error(`the secret ${name} is not set`);
    return value;
  };
  const base = read('STRIPE_API_BASE') || null;
  if (base !== null && !/^http:\/\/127\.0\.0\.1:\d{1,5}$/.test(base)) {
    throw new Error('STRIPE_API_BASE may only name a port of 127.0.0.1; unset it where hosted');
  }
  return {
    secretKey: must('STRIPE_SECRET_KEY'),
    webhookSecret: must('STRIPE_WEBHOOK_SECRET'),
    priceId: must('STRIPE_PRICE_ID'),
    base,
    config: {
      apiVersion,
      maxNetworkRetries: 2,
      timeout: 20_000,
      telemetry: false,
      ...(base === null ? {} : { host: '127.0.0.1', port: new URL(base).port, protocol: 'http' }),
    },
  };
}

/** The time: the stand-in's where there is one, so that a test can let months pass; the machine's elsewhere. */
export function clockOf({ base }: Pick<StripeSettings, 'base'>): () => Promise<Date> {
  if (base === null) return async () => new Date();
  return async () => new Date(((await (await fetch(`${base}/_double/time`)).json()) as { now: string }).now);
}
