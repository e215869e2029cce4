import { HelpScreen } from '#ui/help/help-screen.tsx';

/** The help, in the frame of a screen. */
export function HelpRoute() {
  return (
    <div class="screen">
      <HelpScreen />
    </div>
  );
}
