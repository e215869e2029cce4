import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { readRateLimit } from '#core/mixpanel/rate-limit.ts';
import { type LocalServer, startServer } from '../../../supabase/local/local-server.ts';
import type { Mixpanel } from '../../../supabase/local/mixpanel/start-mixpanel.ts';
import type { MixpanelProject } from '../../../supabase/local/mixpanel/project.ts';

/** The function `mixpanel-export` cut to its wire: no session is checked and nothing is counted. */
export const startStandIn = (mixpanel: Mixpanel, project: MixpanelProject): Promise<LocalServer> =>
  startServer((incoming, outgoing) => void pass(incoming, outgoing, mixpanel, project));

async function pass(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  mixpanel: Mixpanel,
  project: MixpanelProject,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const { from_date, to_date } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, string>;
  const query = new URLSearchParams({
    project_id: project.id,
    from_date: from_date!,
    to_date: to_date!,
    time_in_ms: 'true',
  });
  const { username, secret } = project.accounts[0]!;
  const upstream = request(`${mixpanel.hosts[project.region]}/api/2.0/export?${query}`, {
    auth: `${username}:${secret}`,
  });
  upstream.once('error', () => refuse(outgoing, 502, 'mixpanel/unreachable', null));
  outgoing.once('close', () => upstream.destroy());
  upstream.once('response', (response) => {
    const { statusCode = 502, headers } = response;
    if (statusCode === 200) {
      outgoing.writeHead(200, { 'Content-Type': 'text/plain' });
      response.once('error', () => outgoing.destroy());
      response.once('close', () => response.complete || outgoing.destroy());
      response.pipe(outgoing);
      return;
    }
    const said: Buffer[] = [];
    response.on('data', (chunk: Buffer) => said.push(chunk));
    response.once('end', () => {
      const text = Buffer.concat(said).toString('utf8');
      if (statusCode === 400 && text.includes('to_date')) return refuse(outgoing, 400, 'mixpanel/bad-days', null);
      if (statusCode !== 429) return refuse(outgoing, 502, 'mixpanel/unreachable', null);
      const { running, runningLimit, lastHour, lastHourLimit } = readRateLimit(text);
      const after = headers['retry-after'];
      refuse(outgoing, 429, 'mixpanel/rate-limited', {
        retry_after_s: after === undefined ? null : Number(after),
        running,
        running_limit: runningLimit,
        last_hour: lastHour,
        last_hour_limit: lastHourLimit,
        said: text,
      });
    });
  });
  upstream.end();
}

function refuse(outgoing: ServerResponse, status: number, hint: string, details: unknown): void {
  if (outgoing.headersSent) return void outgoing.destroy();
  outgoing.writeHead(status, { 'Content-Type': 'application/json' });
  outgoing.end(JSON.stringify({ code: `PT${status}`, message: hint, hint, details }));
}
