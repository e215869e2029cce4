import { useScreenTitle } from '../kit/screen-title.ts';

/** What is said where no screen is. */
export function NotFoundScreen() {
  useScreenTitle(() => 'Not found');
  return (
    <div class="screen narrow">
      <h1>There is nothing at this address</h1>
      <p class="not-found small">
        The link may be old, or the scenario was deleted or lives in another browser.{' '}
        <a href="/">Go to your scenarios</a> or <a href="/help">look into the help</a>.
      </p>
    </div>
  );
}
