/** A made-up shop whose every event can be told from all others, so that it is known what must be there. */
const START = Date.UTC(2026, 0, 1) / 1000;
const names = ['Open', 'Search', 'Add to cart', 'Pay'] as const;

/** An event as it must be found in the store. */
export interface ShopEvent {
  readonly number: number;
  readonly event: string;
  readonly user: string;
  readonly time: number;
  /** Which export of it this is: a later one has been processed later. */
  readonly version: number;
}

export const shopEvent = (number: number, version = 1): ShopEvent => ({
  number,
  event: names[number % names.length]!,
  user: `user-${number % 7}`,
  time: (START + number * 1800) * 1000,
  version,
});

/** The events from one number to before another. */
export const shopEvents = (from: number, to: number, version = 1): ShopEvent[] =>
  Array.from({ length: to - from }, (_, i) => shopEvent(from + i, version));

const line = ({ number, event, user, time, version }: ShopEvent): string =>
  JSON.stringify({
    event,
    properties: {
      time: time / 1000,
      distinct_id: user,
      $insert_id: `id-${number}`,
      mp_processing_time_ms: time + version,
      number,
      version,
      text: `Text ${number % 5}`,
      odd: number % 2 === 1,
    },
  });

export const shopText = (events: readonly ShopEvent[]): string => events.map((event) => `${line(event)}\n`).join('');

export const shopFile = (events: readonly ShopEvent[], name = 'shop.ndjson'): File =>
  new File([shopText(events)], name);
