/** Lets the app's own origin call a function from the browser, and no other. */
export function corsHeaders(appUrl: string): Record<string, string> {
  return {
    'Access-Control-Allow-Origin': new URL(appUrl).origin,
    'Access-Control-Allow-Methods': 'POST, OPTIONS',
    'Access-Control-Allow-Headers': 'authorization, apikey, content-type, x-client-info, x-supabase-api-version',
    'Access-Control-Max-Age': '3600',
    Vary: 'Origin',
  };
}
