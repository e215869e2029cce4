import '#workers/ingest/main.ts';

/** The real ingest worker, with a wire to make it throw where nobody catches. */
addEventListener('message', ({ data }: MessageEvent<{ crash?: boolean } | null>) => {
  if (data?.crash === true) throw new Error('planted crash');
});
