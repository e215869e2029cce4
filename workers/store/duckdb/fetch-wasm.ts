/**
 * Fetches the DuckDB module and unpacks it where it still is packed.
 *
 * Some hosts unpack on their own and some do not, so the first bytes decide, never a header.
 */
export async function fetchWasm(url: string): Promise<Blob> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${response.statusText}`);
  return asWasm(await response.blob());
}

/** The module as a blob of the type that streaming compilation asks for. */
export async function asWasm(fetched: Blob): Promise<Blob> {
  const start = new Uint8Array(await fetched.slice(0, 2).arrayBuffer());
  const isPacked = start[0] === 0x1f && start[1] === 0x8b;
  const stream = isPacked ? fetched.stream().pipeThrough(new DecompressionStream('gzip')) : fetched.stream();
  return new Response(stream, { headers: { 'content-type': 'application/wasm' } }).blob();
}
