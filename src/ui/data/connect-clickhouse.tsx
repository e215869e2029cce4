import { createSignal, createUniqueId, onCleanup, Show } from 'solid-js';
import type { SourceForm } from '#contract/clients.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { describeError } from '../describe-error.ts';
import { useApp } from '../kit/app-context.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { formatNoun } from '../kit/format.ts';
import { fieldProblem } from './source-problem.ts';

const EMPTY: SourceForm = {
  name: '',
  address: '',
  table: '',
  user: '',
  password: '',
  keepPassword: false,
};

/** The connection of a project whose events stay on a ClickHouse server, or of a new one. */
export function ConnectClickHouse(props: { projectId: string | null; onClose: () => void }) {
  const app = useApp();
  const [known, setKnown] = createSignal<SourceForm | null>(null);
  const [changed, setChanged] = createSignal<Partial<SourceForm>>({});
  const [busy, setBusy] = createSignal<'check' | 'save' | null>(null);
  const [said, setSaid] = createSignal('');
  const [fault, setFault] = createSignal('');
  let running = new AbortController();
  onCleanup(() => running.abort());
  if (props.projectId) {
    app
      .sources!.formOf(props.projectId)
      .then(setKnown, (cause: unknown) => setFault(describeError(PteroError.from(cause))));
  }
  const form = (): SourceForm => ({ ...EMPTY, ...known(), ...changed() });
  const change = (part: Partial<SourceForm>) => {
    setChanged((sofar) => ({ ...sofar, ...part }));
    setSaid('');
    setFault('');
  };

  const run = async (deed: 'check' | 'save') => {
    const problem = fieldProblem(form());
    if (problem) return setFault(problem);
    running = new AbortController();
    setBusy(deed);
    setFault('');
    setSaid('');
    try {
      if (deed === 'check') {
        const { events, users, eventNames } = await app.sources!.check(form(), running.signal);
        setSaid(
          `It works: ${formatNoun(events, 'event')}, ${formatNoun(users, 'user')}, ${formatNoun(eventNames, 'event name')}.`,
        );
      } else {
        await app.sources!.save(props.projectId, form(), running.signal);
        props.onClose();
      }
    } catch (cause) {
      setFault(describeError(PteroError.from(cause)));
    } finally {
      setBusy(null);
    }
  };

  return (
    <Dialog
      open
      wide
      onClose={() => props.onClose()}
      title={props.projectId ? 'Connection' : 'Connect ClickHouse'}
      footer={
        <>
          <Show
            when={busy()}
            fallback={
              <Button onClick={() => void run('check')} disabled={busy() !== null}>
                Check the connection
              </Button>
            }
          >
            <Button onClick={() => running.abort()}>Cancel</Button>
          </Show>
          <Button kind="first" onClick={() => void run('save')} disabled={busy() !== null}>
            {props.projectId ? 'Keep' : 'Connect'}
          </Button>
        </>
      }
    >
      <form
        class="connect-form"
        aria-busy={busy() !== null}
        onSubmit={(event) => {
          event.preventDefault();
          void run('save');
        }}
      >
        <p class="small">
          The events stay on your server; it does the counting. For an analysis it sends the numbered rows of up to
          50,000 people who did the start event, without their ids. <a href="/help/clickhouse">How to set it up</a>
        </p>
        <Field label="Name" value={form().name} onInput={(name) => change({ name })} placeholder="Our app" />
        <Field
          label="Address"
          value={form().address}
          onInput={(address) => change({ address: address.trim() })}
          placeholder="https://clickhouse.example.org:8443"
          type="url"
        />
        <Field
          label="Table or view"
          value={form().table}
          onInput={(table) => change({ table: table.trim() })}
          placeholder="analytics.mixpanel_events"
        />
        <Field
          label="Read-only user"
          value={form().user}
          onInput={(user) => change({ user })}
          autocomplete="username"
          placeholder="ptero"
        />
        <Field
          label="Password"
          value={form().password}
          onInput={(password) => change({ password })}
          type="password"
          autocomplete="current-password"
        />
        <label class="connect-keep">
          <input
            type="checkbox"
            checked={form().keepPassword}
            onChange={(event) => change({ keepPassword: event.currentTarget.checked })}
          />
          Keep the password in this browser. Otherwise it is forgotten when this tab closes.
        </label>
        <button type="submit" hidden />
      </form>
      <p role="status" class="small">
        {busy() === 'check' ? 'Asking the server…' : busy() === 'save' ? 'Connecting…' : said()}
      </p>
      <Show when={fault()}>
        <p class="fault" role="alert">
          {fault()}
        </p>
      </Show>
    </Dialog>
  );
}

function Field(props: {
  label: string;
  value: string;
  onInput: (value: string) => void;
  placeholder?: string;
  type?: 'text' | 'password' | 'url';
  autocomplete?: string;
}) {
  const id = createUniqueId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <input
        id={id}
        class="input"
        type={props.type ?? 'text'}
        placeholder={props.placeholder}
        autocomplete={props.autocomplete ?? 'off'}
        spellcheck={false}
        value={props.value}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </div>
  );
}
