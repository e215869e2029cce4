export interface BackendSettings {
  readonly url: string;
  readonly publishableKey: string;
}

/**
 * The backend that this build was configured with; null for the purely local app.
 *
 * @param url - `VITE_SUPABASE_URL`, fixed when the app is built.
 * @param publishableKey - `VITE_SUPABASE_PUBLISHABLE_KEY`, which every browser may have.
 */
export function backendSettings(url: string | undefined, publishableKey: string | undefined): BackendSettings | null {
  return url && publishableKey ? { url, publishableKey } : null;
}
