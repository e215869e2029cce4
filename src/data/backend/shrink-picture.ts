import { refused } from './team-refusal.ts';

const SIDE = 96;
const MOST_BYTES = 16_384;
const QUALITIES = [0.9, 0.8, 0.65, 0.5, 0.3] as const;

/**
 * A picture cut to its middle square, 96 × 96 px, as base64 of a WebP of at most 16 kB. What a camera wrote beside the
 * picture (place, time) stays behind.
 *
 * @throws PteroError `team/refused`, `picture/unreadable` for what the browser cannot show, `picture/too-large` beyond 30 MB
 * or where it can only write formats that come out too large.
 */
export async function shrinkPicture(file: Blob): Promise<string> {
  if (file.size > 30_000_000) throw refused('picture/too-large');
  const picture = await createImageBitmap(file).catch((cause: unknown) => {
    throw refused('picture/unreadable', cause);
  });
  try {
    const canvas = new OffscreenCanvas(SIDE, SIDE);
    const pen = canvas.getContext('2d');
    if (!pen) throw refused('picture/unreadable');
    const side = Math.min(picture.width, picture.height);
    pen.imageSmoothingQuality = 'high';
    pen.drawImage(picture, (picture.width - side) / 2, (picture.height - side) / 2, side, side, 0, 0, SIDE, SIDE);
    for (const quality of QUALITIES) {
      const small = await canvas.convertToBlob({ type: 'image/webp', quality });
      if (small.type === 'image/webp' && small.size <= MOST_BYTES) return base64(await small.arrayBuffer());
    }
    throw refused('picture/too-large');
  } finally {
    picture.close();
  }
}

const base64 = (bytes: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(bytes)));
