import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { ExportGuide } from './export-guide.tsx';

/** What there is instead of a connection where there is no backend. */
export function ConnectMixpanel(props: { onClose: () => void }) {
  return (
    <Dialog
      open
      wide
      onClose={() => props.onClose()}
      title="Connect Mixpanel"
      footer={
        <Button kind="first" onClick={() => props.onClose()}>
          Close
        </Button>
      }
    >
      <ExportGuide />
    </Dialog>
  );
}
