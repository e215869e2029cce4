import { type ProfilePage, readProfilePage } from '#core/mixpanel/profile-page.ts';
import { stallWatch } from './fetch-slice.ts';
import { pullError, readRefusal, type Refusal } from './read-refusal.ts';

export type FetchedProfiles = { readonly kind: 'page'; readonly page: ProfilePage } | Refusal;

export interface ProfilesPageRequest {
  readonly url: string;
  readonly publishableKey: string;
  readonly projectId: string;
  readonly token: string;
  readonly sessionId: string | null;
  readonly page: number;
}

/** Asks for one page of profiles. @throws only when the signal aborts. */
export async function fetchProfiles(
  fetch: (url: string, init: RequestInit) => Promise<Response>,
  stallMs: number,
  { url, publishableKey, projectId, token, sessionId, page }: ProfilesPageRequest,
  signal: AbortSignal,
): Promise<FetchedProfiles> {
  const watch = stallWatch(stallMs, signal);
  const headers = { Authorization: `Bearer ${token}`, apikey: publishableKey, 'Content-Type': 'application/json' };
  const body = JSON.stringify({ project_id: projectId, look: false, session_id: sessionId, page });
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal: watch.signal });
    if (response.status !== 200) return await readRefusal(response);
    const read = readProfilePage(await textOf(response, watch.alive));
    return read
      ? { kind: 'page', page: read }
      : { kind: 'trouble', error: pullError('cut-off', 'a page of profiles is not whole') };
  } catch (cause) {
    signal.throwIfAborted();
    const reason = watch.isStalled() ? 'stalled' : 'backend/unreachable';
    return { kind: 'trouble', error: pullError(reason, 'a page of profiles did not come', cause) };
  } finally {
    watch.end();
  }
}

async function textOf({ body }: Response, alive: () => void): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  if (!body) return text;
  for (const reader = body.getReader(); ;) {
    alive();
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
  }
}
