import type { EventBatch } from '../../shared/batch.ts';

/** Texts end to end as UTF-8, and the bytes of each; half a surrogate pair takes the three bytes it would have there. */
export interface PackedTexts {
  readonly bytes: Uint8Array;
  readonly lengths: Uint32Array;
}

/** What may be many. Names of properties are few, and may hold what UTF-8 cannot. */
export const packedKinds = ['events', 'users', 'strings'] as const;
export type PackedKind = (typeof packedKinds)[number];

/** A batch as it comes from a scanner, its new texts not yet decoded: another scanner may have met them, too. */
export type ScannedBatch = Omit<EventBatch, 'added'> & {
  readonly added: Readonly<Record<PackedKind, PackedTexts>> & Pick<EventBatch['added'], 'properties'>;
};

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
/** One character a byte, whatever the byte. */
const byteDecoder = new TextDecoder('latin1');
const beyondAscii = /[\u0080-\uffff]/;

/** The text of bytes that may hold halves of surrogate pairs. */
function decodeOne(bytes: Uint8Array): string {
  let text = '';
  let from = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== 0xed || bytes[at + 1]! < 0xa0) continue;
    text += decoder.decode(bytes.subarray(from, at));
    text += String.fromCharCode(0xd000 | ((bytes[at + 1]! & 63) << 6) | (bytes[at + 2]! & 63));
    from = at + 3;
    at += 2;
  }
  return text + decoder.decode(bytes.subarray(from));
}

/** The texts in order. They are decoded together, since a decoder costs far more to call than to run. */
export function unpackTexts({ bytes, lengths }: PackedTexts): string[] {
  const all = byteDecoder.decode(bytes);
  const allPlain = !beyondAscii.test(all);
  const texts: string[] = [];
  let at = 0;
  for (const length of lengths) {
    const text = all.slice(at, at + length);
    texts.push(allPlain || !beyondAscii.test(text) ? text : decodeOne(bytes.subarray(at, at + length)));
    at += length;
  }
  return texts;
}

/** A batch with its texts decoded. */
export function unpackBatch(batch: ScannedBatch): EventBatch {
  const { events, users, properties, strings } = batch.added;
  return {
    ...batch,
    added: {
      events: unpackTexts(events),
      users: unpackTexts(users),
      properties,
      strings: unpackTexts(strings),
    },
  };
}
