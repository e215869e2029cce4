import { createSignal } from 'solid-js';
import { Button } from '../kit/button.tsx';
import { Segmented } from '../kit/segmented.tsx';
import { showToast } from '../kit/toast.tsx';
import './export-guide.css';

const hosts = {
  us: 'https://data.mixpanel.com',
  eu: 'https://data-eu.mixpanel.com',
  in: 'https://data-in.mixpanel.com',
} as const;
type Region = keyof typeof hosts;

/** The command that exports a project's raw events into a file. */
export function exportCommand(region: Region): string {
  return [
    `curl "${hosts[region]}/api/2.0/export?project_id=PROJECT_ID&from_date=2026-05-01&to_date=2026-10-31&time_in_ms=true" \\`,
    '  --user "SERVICE_ACCOUNT_NAME:SERVICE_ACCOUNT_SECRET" \\',
    '  --header "Accept-Encoding: gzip" --compressed --output export.ndjson',
  ].join('\n');
}

/** Says plainly that this installation reads files, and how to get one out of Mixpanel. */
export function ExportGuide() {
  const [region, setRegion] = createSignal<Region>('us');
  const copy = () =>
    navigator.clipboard.writeText(exportCommand(region())).then(
      () => showToast('Command copied'),
      () => showToast('The browser did not allow copying. Select the command and copy it by hand.'),
    );
  return (
    <div class="connect">
      <p>
        This is the local version of Ptero: it reads export files and keeps them in this browser. A direct connection,
        refreshed every day, needs a workspace, which this installation does not have.
      </p>
      <h2>Export once, open the file here</h2>
      <ol>
        <li>
          In Mixpanel, under Organization Settings, make a service account with the role Analyst or higher for your
          project.
        </li>
        <li>
          Run this command with your project’s number, the dates you want (both included) and the service account.
        </li>
        <li>
          Open <code>export.ndjson</code> here. Six months are a good start.
        </li>
      </ol>
      <div class="connect-region">
        <span class="small">Where is your project’s data?</span>
        <Segmented
          label="Where is your project’s data?"
          value={region()}
          onChange={setRegion}
          options={[
            { value: 'us', label: 'US' },
            { value: 'eu', label: 'EU' },
            { value: 'in', label: 'India' },
          ]}
        />
      </div>
      <pre tabIndex={0} aria-label="Export command">
        {exportCommand(region())}
      </pre>
      <div>
        <Button onClick={() => void copy()}>Copy the command</Button>
      </div>
      <p class="small">
        Mixpanel allows 60 exports an hour. If the file ends with “terminated early”, export fewer days at a time; Ptero
        tells you when that happened. The secret stays in your terminal.
      </p>
    </div>
  );
}
