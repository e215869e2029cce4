/** Made by the plugin in vite.duckdb.ts: where this site serves DuckDB's own files. */
declare module 'virtual:duckdb-assets' {
  export const wasmUrl: string;
  export const workerUrl: string;
}
