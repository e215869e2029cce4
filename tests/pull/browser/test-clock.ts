/** A clock that the test holds. As it was when it was last asked. */
export interface TestClock {
  now(): number;
  read(): Promise<void>;
  /** Puts the clock on by so long, for everybody, and does not wait. */
  wait(ms: number): Promise<void>;
}

export function testClock(): TestClock {
  let now = 0;
  const ask = async (path: string): Promise<void> => {
    // Out of reach, as while the page is offline, it stands still.
    const answer = await fetch(`/clock/${path}`).catch(() => null);
    if (answer?.ok) now = Number(await answer.text());
  };
  return { now: () => now, read: () => ask('now'), wait: (ms) => ask(`until?ms=${now + ms}`) };
}
