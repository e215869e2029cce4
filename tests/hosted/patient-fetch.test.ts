import { describe, expect, it } from 'vitest';
import { patientFetch } from '../backend/patient-fetch.ts';

/** Answers one status after another; the words are those of hosted Auth. */
function answering(url: string, words: string, ...statuses: readonly number[]) {
  let asked = 0;
  const inner = async () => {
    const response = new Response(words, { status: statuses[asked] ?? 200 });
    asked += 1;
    return Object.defineProperty(response, 'url', { value: url });
  };
  return { inner, asked: () => asked };
}

const auth = 'http://127.0.0.1/auth/v1/token';
const tooMany = '{"error_code":"over_request_rate_limit"}';

describe('a request to Auth', () => {
  it('is put again while too many come from one address', async () => {
    const { inner, asked } = answering(auth, tooMany, 429, 429, 200);
    expect((await patientFetch(inner, [0, 0, 0])(auth)).status).toBe(200);
    expect(asked()).toBe(3);
  });

  it('is given up in the end', async () => {
    const { inner, asked } = answering(auth, tooMany, 429, 429, 429, 429);
    expect((await patientFetch(inner, [0, 0])(auth)).status).toBe(429);
    expect(asked()).toBe(3);
  });

  it.each([
    ['too many mails', auth, '{"error_code":"over_email_send_rate_limit"}'],
    ['a limit of ours', 'http://127.0.0.1/rest/v1/rpc/invite_member', tooMany],
  ])('is not put again for %s', async (_what, url, words) => {
    const { inner, asked } = answering(url, words, 429);
    expect((await patientFetch(inner, [0])(url)).status).toBe(429);
    expect(asked()).toBe(1);
  });
});
