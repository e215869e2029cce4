import type { Directory } from '../directory.ts';
import { crc32 } from '../../shared/crc32.ts';
import { FORMAT_VERSION, type Manifest } from './layout.ts';

/** Two slots, written one after the other, so that a kill leaves at least one whole. */
export const manifestSlots = ['manifest-a', 'manifest-b'] as const;

/** 'PTRO', little-endian. */
const MAGIC = 0x4f525450;
const HEADER_BYTES = 12;
const CHECKSUM_BYTES = 4;

/** Magic, format version and length of the JSON as 32-bit little-endian words; the JSON; CRC-32 of all before. */
export function encodeManifest(manifest: Manifest): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(JSON.stringify(manifest));
  const bytes = new Uint8Array(HEADER_BYTES + json.length + CHECKSUM_BYTES);
  const words = new DataView(bytes.buffer);
  words.setUint32(0, MAGIC, true);
  words.setUint32(4, FORMAT_VERSION, true);
  words.setUint32(8, json.length, true);
  bytes.set(json, HEADER_BYTES);
  const end = bytes.length - CHECKSUM_BYTES;
  words.setUint32(end, crc32(bytes.subarray(0, end)), true);
  return bytes;
}

type Slot = { readonly kind: 'absent' | 'torn' | 'newer' } | { readonly kind: 'whole'; readonly manifest: Manifest };

function decodeManifest(bytes: Uint8Array<ArrayBuffer>): Slot {
  const end = bytes.length - CHECKSUM_BYTES;
  if (end < HEADER_BYTES) return { kind: 'torn' };
  const words = new DataView(bytes.buffer, bytes.byteOffset);
  const isWhole = words.getUint32(0, true) === MAGIC && words.getUint32(end, true) === crc32(bytes.subarray(0, end));
  if (!isWhole) return { kind: 'torn' };
  if (words.getUint32(4, true) !== FORMAT_VERSION) return { kind: 'newer' };
  const json = new TextDecoder().decode(bytes.subarray(HEADER_BYTES, end));
  return { kind: 'whole', manifest: JSON.parse(json) as Manifest };
}

/** What the manifests of a project folder say. `absent`: no import was ever finished. */
export type ManifestState =
  | { readonly kind: 'absent' | 'damaged' | 'newer' }
  | { readonly kind: 'whole'; readonly manifest: Manifest; readonly slot: (typeof manifestSlots)[number] };

async function readSlot(directory: Directory, name: string): Promise<Slot> {
  const file = await directory.open(name);
  if (file === null) return { kind: 'absent' };
  try {
    return decodeManifest(await file.read(0, file.bytes));
  } catch {
    // A writer in another tab changed the slot after it was opened; the other slot is whole then.
    return { kind: 'torn' };
  }
}

/**
 * Reads both slots; the whole one of the highest generation counts.
 *
 * A finished import stands in both slots. So one torn slot alone is a first import that was killed, and two
 * torn slots cannot come from a kill: that is damage. A writer in another tab may tear first the one and then the
 * other while they are read, so a failure counts only when it stays.
 */
export async function readManifest(directory: Directory): Promise<ManifestState> {
  let state = await readSlots(directory);
  for (let again = 0; again < 3 && state.kind === 'damaged'; again += 1) state = await readSlots(directory);
  return state;
}

async function readSlots(directory: Directory): Promise<ManifestState> {
  const slots = await Promise.all(manifestSlots.map((name) => readSlot(directory, name)));
  let best: Extract<ManifestState, { kind: 'whole' }> | null = null;
  slots.forEach((slot, i) => {
    if (slot.kind === 'whole' && slot.manifest.generation > (best?.manifest.generation ?? -1)) {
      best = { kind: 'whole', manifest: slot.manifest, slot: manifestSlots[i]! };
    }
  });
  if (slots.some((slot) => slot.kind === 'newer')) return { kind: 'newer' };
  if (best !== null) return best;
  return { kind: slots.some((slot) => slot.kind === 'absent') ? 'absent' : 'damaged' };
}

/**
 * Makes this manifest the project's state. After it returns, the state survives a kill.
 *
 * The slot that counts now is overwritten last: when the first write fails, the old state stands.
 */
export async function writeManifest(directory: Directory, manifest: Manifest): Promise<void> {
  const before = await readManifest(directory);
  const current = before.kind === 'whole' ? before.slot : manifestSlots[1];
  const other = current === manifestSlots[0] ? manifestSlots[1] : manifestSlots[0];
  const bytes = encodeManifest(manifest);
  await writeFile(directory, other, bytes);
  try {
    await writeFile(directory, current, bytes);
  } catch {
    // The new state already stands in the other slot; the next writer makes the second copy.
  }
}

async function writeFile(directory: Directory, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const file = await directory.create(name);
  try {
    await file.write(bytes);
  } finally {
    await file.close();
  }
}
