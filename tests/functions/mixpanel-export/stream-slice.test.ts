import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type SliceOptions, streamSlice } from '../../../supabase/functions/mixpanel-export/stream-slice.ts';

const PART = 65_536;

/** A source of so many parts, then of nothing more, that counts what was taken and knows `stop`. */
function source(parts: number) {
  const state = { given: 0, fail: (_reason: Error) => undefined as void };
  const body = new ReadableStream<Uint8Array>(
    {
      type: 'bytes',
      start(controller) {
        state.fail = (reason) => controller.error(reason);
      },
      async pull(controller) {
        if (state.given >= parts) return;
        state.given += 1;
        controller.enqueue(new Uint8Array(PART));
      },
    },
    { highWaterMark: 0 },
  );
  return { body, state };
}

function setUp(parts: number, changed: Partial<SliceOptions> = {}) {
  const { body, state } = source(parts);
  const options = {
    body,
    lines: { push: vi.fn<(part: Uint8Array) => void>(), end: () => 'whole' as const },
    longest: null,
    patience: 1000,
    whole: vi.fn<SliceOptions['whole']>(async () => undefined),
    partly: vi.fn<SliceOptions['partly']>(),
    stop: vi.fn<SliceOptions['stop']>(() => state.fail(new Error('stopped'))),
    broken: vi.fn<SliceOptions['broken']>(),
  };
  return { state, options, reader: streamSlice({ ...options, ...changed }).getReader() };
}

describe('a slice on its way', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is asked for part by part, as the reader takes it', async () => {
    const { state, reader } = setUp(50);
    await reader.read();
    await reader.read();
    await vi.advanceTimersByTimeAsync(0);
    expect(state.given).toBe(2);
    await reader.cancel();
  });

  it('is broken off when Mixpanel falls silent', async () => {
    const { options, reader } = setUp(1);
    await reader.read();
    const next = reader.read().then(
      () => 'more',
      () => 'broken',
    );
    await vi.advanceTimersByTimeAsync(2001);
    expect(await next).toBe('broken');
    expect(options.broken.mock.calls).toEqual([['unreachable']]);
    expect(options.whole).not.toHaveBeenCalled();
  });

  it('is not broken off because the reader takes its time', async () => {
    const { options, reader } = setUp(2);
    await reader.read();
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await reader.read()).value).toHaveLength(PART);
    expect(options.stop).not.toHaveBeenCalled();
    await reader.cancel();
  });

  it('is broken off when it is larger than it may be', async () => {
    const { options, reader } = setUp(9, { longest: 2 * PART });
    await reader.read();
    await reader.read();
    await expect(reader.read()).rejects.toThrow('slice-too-large');
    expect(options.broken.mock.calls).toEqual([['slice-too-large']]);
    expect(options.stop).toHaveBeenCalledTimes(1);
  });

  it('is told of once when only a part of it has passed, however it ends', async () => {
    const gone = setUp(9);
    await gone.reader.read();
    await gone.reader.cancel();
    await gone.reader.cancel();
    const broken = setUp(9);
    await broken.reader.read();
    broken.state.fail(new Error('reset'));
    await expect(broken.reader.read()).rejects.toThrow('unreachable');
    const large = setUp(9, { longest: PART });
    await large.reader.read();
    await expect(large.reader.read()).rejects.toThrow('slice-too-large');
    expect(large.options.lines.push).toHaveBeenCalledTimes(1);
    for (const { options } of [gone, broken, large]) {
      expect(options.partly).toHaveBeenCalledTimes(1);
      expect(options.whole).not.toHaveBeenCalled();
    }
  });

  it('is not told of as a part when it was whole, could not be recorded, or nothing of it has passed', async () => {
    const closed = () => new Response(new Blob(['x'])).body!;
    const whole = setUp(0, { body: closed() });
    while (!(await whole.reader.read()).done);
    await whole.reader.cancel();
    expect(whole.options.whole).toHaveBeenCalledTimes(1);
    const lost = setUp(0, { body: closed(), whole: () => Promise.reject(new Error('no database')) });
    await lost.reader.read();
    await expect(lost.reader.read()).rejects.toThrow('not-recorded');
    const never = setUp(9);
    await never.reader.cancel();
    const terminated = setUp(0, { body: closed(), lines: { push: vi.fn(), end: () => 'terminated' } });
    while (!(await terminated.reader.read()).done);
    expect(terminated.options.partly).toHaveBeenCalledTimes(1);
    for (const { options } of [whole, lost, never]) expect(options.partly).not.toHaveBeenCalled();
  });

  it('leaves no clock running, however it ends', async () => {
    const { reader } = setUp(9);
    await reader.read();
    await reader.cancel();
    const large = setUp(9, { longest: 1 });
    await expect(large.reader.read()).rejects.toThrow('slice-too-large');
    expect(vi.getTimerCount()).toBe(0);
  });
});
