import type { Details } from './refuse.ts';

/** Why Mixpanel gave no events. */
export type Trouble =
  | 'wrong-secret'
  | 'no-right'
  | 'no-api'
  | 'wrong-region'
  | 'rate-limited'
  | 'bad-days'
  | 'unreachable';

export interface MixpanelRefusal {
  readonly trouble: Trouble;
  readonly status: number;
  readonly message: string;
  readonly details: Details;
}

/** HTTP status of ours and a plain sentence. */
const words: Readonly<Record<Trouble, readonly [number, string]>> = {
  'wrong-secret': [409, 'Mixpanel does not accept the name or the secret. An admin can replace them.'],
  'no-right': [409, 'This service account may not export the project. Give it a role in the project that may.'],
  'no-api': [409, 'The plan of this Mixpanel project has no export API.'],
  'wrong-region': [409, 'The Mixpanel project is in another region. An admin can choose the right one.'],
  'rate-limited': [429, 'Mixpanel’s limit of requests is reached; other tools share it. Wait a while.'],
  'bad-days': [400, 'Mixpanel does not have these days yet.'],
  unreachable: [502, 'Mixpanel could not be reached, or did not answer as it should. Try again in a while.'],
};

const longest = 4096;

/** A refusal of ours in words. */
export const refusalOf = (trouble: Trouble, details: Details = null): MixpanelRefusal => {
  const [status, message] = words[trouble];
  return { trouble, status, message, details };
};

/** Says what an answer that is no 200 means. Reads no more than 4 kB of it. */
export async function readRefusal(response: Response): Promise<MixpanelRefusal> {
  const said = await beginningOf(response);
  switch (response.status) {
    case 400:
      return refusalOf(badRequest(said));
    case 401:
      return refusalOf(speaksOfRegion(said) ? 'wrong-region' : 'wrong-secret');
    case 402:
      return refusalOf('no-api');
    case 403:
      return refusalOf(speaksOfRegion(said) ? 'wrong-region' : 'no-right');
    case 429:
      return refusalOf('rate-limited', countsOf(said, response.headers.get('Retry-After')));
    default:
      return refusalOf('unreachable');
  }
}

/** Mixpanel answers 400 to bad credentials as well as to days that have not begun. */
function badRequest(said: string): Trouble {
  if (speaksOfRegion(said)) return 'wrong-region';
  return /\b(from|to)_?date\b|\bdates?\b|\bfuture\b/i.test(said) ? 'bad-days' : 'wrong-secret';
}

const speaksOfRegion = (said: string) => /residency|\bregion\b|\bcluster\b/i.test(said);

/** What a 429 says: "1/5 queries running concurrently and 61/60 queries running in the last hour". */
function countsOf(said: string, retryAfter: string | null): Details {
  const [, running, runningLimit] = /(\d+)\s*\/\s*(\d+) queries running concurrently/.exec(said) ?? [];
  const [, hour, hourLimit] = /(\d+)\s*\/\s*(\d+) queries running in the last hour/.exec(said) ?? [];
  const numberOf = (text: string | undefined) => (text === undefined ? null : Number(text));
  return {
    retry_after_s: secondsOf(retryAfter),
    running: numberOf(running),
    running_limit: numberOf(runningLimit),
    last_hour: numberOf(hour),
    last_hour_limit: numberOf(hourLimit),
    // Its own sentence only: whatever else an answer holds might repeat what was sent.
    said: /\d+\s*\/\s*\d+ queries[^"\\<>\n]{0,120}/.exec(said)?.[0].trim() ?? '',
  };
}

function secondsOf(retryAfter: string | null): number | null {
  if (retryAfter === null) return null;
  if (/^\d{1,6}$/.test(retryAfter.trim())) return Number(retryAfter);
  const seconds = Math.ceil((Date.parse(retryAfter) - Date.now()) / 1000);
  return Number.isNaN(seconds) ? null : Math.max(0, seconds);
}

async function beginningOf(response: Response): Promise<string> {
  return new TextDecoder().decode(await firstBytes(response, longest));
}

/** At most so many bytes of an answer, and what it was sent over is let go of. What there was, when it breaks off. */
export async function firstBytes({ body }: Response, most: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(most);
  let length = 0;
  if (!body) return bytes.subarray(0, 0);
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      const part = value.subarray(0, most - length);
      bytes.set(part, length);
      length += part.length;
      if (length === most) break;
    }
    await reader.cancel();
  } catch {
    // It broke off: what was read says enough, or nothing does.
  }
  return bytes.subarray(0, length);
}
