import { describe, expect, it } from 'vitest';
import { startServer } from '../../supabase/local/local-server.ts';

describe('a server of the local backend', () => {
  it('keeps idle connections longer than the 5 s of Node’s own client', async () => {
    const server = await startServer((_request, response) => response.end());
    const { headers } = await fetch(server.url);
    await server.stop();
    expect(Number(/^timeout=(\d+)$/.exec(headers.get('keep-alive') ?? '')?.[1])).toBeGreaterThan(60);
  });
});
