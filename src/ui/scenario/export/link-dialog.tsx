import { Dialog } from '../../kit/dialog.tsx';

/** Shows a link to copy by hand, where the clipboard cannot be had. Open while there is a link. */
export function LinkDialog(props: { link: string | null; onClose: () => void }) {
  return (
    <Dialog open={props.link !== null} onClose={() => props.onClose()} title="Link to this scenario">
      <div class="field">
        <label for="scenario-link">Copy it from here. It holds the question, not the events.</label>
        <input
          id="scenario-link"
          class="input"
          readOnly
          value={props.link ?? ''}
          onFocus={(event) => event.currentTarget.select()}
        />
      </div>
    </Dialog>
  );
}
