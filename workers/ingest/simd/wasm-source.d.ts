declare module 'virtual:ingest-wasm' {
  export const base64: string;
}
