/** The two ways out of a mail that is no bill: a page for people, and the address that mail programs post to. */
export interface StopLink {
  readonly page: string;
  readonly oneClick: string;
}

export interface StopLinks {
  linkFor(workspaceId: string, email: string): Promise<StopLink>;
  /** True for the token that the address was sent. */
  isGenuine(workspaceId: string, email: string, token: string): Promise<boolean>;
}

/**
 * Links that need no account and no table: the token is a keyed hash of whom it is for.
 *
 * @param secret stays here; when it changes, links in older mails stop working
 */
export function createStopLinks(secret: string, appUrl: string, supabaseUrl: string): StopLinks {
  const encoder = new TextEncoder();
  const importing = crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
    'verify',
  ]);
  const words = (workspaceId: string, email: string) => encoder.encode(`stop-mails\n${workspaceId}\n${email}`);
  return {
    async linkFor(workspaceId, email) {
      const signature = await crypto.subtle.sign('HMAC', await importing, words(workspaceId, email));
      const query = new URLSearchParams({ w: workspaceId, e: email, t: hexOf(new Uint8Array(signature)) }).toString();
      return { page: `${appUrl}/unsubscribe#${query}`, oneClick: `${supabaseUrl}/functions/v1/mail-stop?${query}` };
    },
    async isGenuine(workspaceId, email, token) {
      const signature = bytesOf(token);
      return signature !== null && crypto.subtle.verify('HMAC', await importing, signature, words(workspaceId, email));
    },
  };
}

const hexOf = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const bytesOf = (hex: string): Uint8Array<ArrayBuffer> | null =>
  /^[0-9a-f]{64}$/.test(hex) ? Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16)) : null;
