import { createUniqueId, Show } from 'solid-js';
import type { CredentialKind } from '#contract/mixpanel.ts';
import { Segmented } from '../kit/segmented.tsx';
import { TextField } from '../team/text-field.tsx';

export interface CredentialsStepProps {
  name: string;
  /** The project is there already. */
  fixedName: boolean;
  id: string;
  kind: CredentialKind;
  username: string;
  /** The field of the secret: what stands in it is read when it is sent, and kept nowhere else. */
  secretRef: (element: HTMLInputElement) => void;
  onName: (name: string) => void;
  onId: (id: string) => void;
  onKind: (kind: CredentialKind) => void;
  onUsername: (username: string) => void;
  onSecret: () => void;
}

/** The second step: the project and the credentials. */
export function CredentialsStep(props: CredentialsStepProps) {
  const secretId = createUniqueId();
  return (
    <div class="connect-fields">
      <Show when={!props.fixedName}>
        <TextField
          label="Name in Ptero"
          maxLength={80}
          hint="As your team calls the product."
          autocomplete="off"
          value={props.name}
          onInput={props.onName}
        />
      </Show>
      <div class="field">
        <label for={`${secretId}-id`}>Mixpanel project id</label>
        <input
          id={`${secretId}-id`}
          class="input num"
          inputMode="numeric"
          autocomplete="off"
          spellcheck={false}
          placeholder="3141592"
          maxLength={20}
          value={props.id}
          onInput={(event) => props.onId(event.currentTarget.value)}
        />
      </div>
      <div class="field">
        <span class="label" id={`${secretId}-kind`}>
          Signing in by
        </span>
        <Segmented
          label="Signing in by"
          value={props.kind}
          onChange={props.onKind}
          options={[
            { value: 'service_account', label: 'Service account' },
            { value: 'project_secret', label: 'Project secret' },
          ]}
        />
        <Show when={props.kind === 'project_secret'}>
          <p class="connect-legacy small">
            <b>Ends on 3 March 2027.</b> Mixpanel retires project secrets then, and this connection stops. A service
            account goes on working.
          </p>
        </Show>
      </div>
      <Show when={props.kind === 'service_account'}>
        <div class="field">
          <label for={`${secretId}-user`}>Name of the service account</label>
          <input
            id={`${secretId}-user`}
            class="input mono"
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            dir="ltr"
            placeholder="ptero.a1b2c3.mp-service-account"
            maxLength={200}
            value={props.username}
            onInput={(event) => props.onUsername(event.currentTarget.value)}
          />
        </div>
      </Show>
      <div class="field">
        <label for={secretId}>
          {props.kind === 'service_account' ? 'Secret of the service account' : 'Project secret'}
        </label>
        <input
          id={secretId}
          ref={props.secretRef}
          class="input mono"
          type="password"
          autocomplete="off"
          spellcheck={false}
          dir="ltr"
          maxLength={400}
          aria-describedby={`${secretId}-note`}
          onInput={() => props.onSecret()}
        />
        <p class="small quiet" id={`${secretId}-note`}>
          It goes to the server once, is stored encrypted there, and no browser can read it again, yours included.
        </p>
      </div>
    </div>
  );
}
