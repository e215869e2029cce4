import { For } from 'solid-js';
import type { PropertySummary } from '#contract/store.ts';
import { profileColumnName, profileKind } from '#core/mixpanel/profile-properties.ts';
import { formatCount } from '../kit/format.ts';
import { kindsInWords } from './properties-table.tsx';

/** Properties of user profiles: attributes of people, not of events. */
export function ProfileProperties(props: { properties: readonly PropertySummary[] }) {
  return (
    <section aria-labelledby="profile-properties-title">
      <div class="section">
        <h2 id="profile-properties-title">User profiles</h2>
        <span class="small num quiet">{formatCount(props.properties.length)}</span>
      </div>
      <p class="data-note small quiet">
        Today’s values, the same at every moment of a user. They are chosen under{' '}
        <a href="/settings/mixpanel">Settings, Mixpanel</a>.
      </p>
      <table class="profile-properties">
        <thead>
          <tr>
            <th scope="col">Property</th>
            <th scope="col" class="hide-s">
              Kinds of value
            </th>
            <th scope="col" class="end">
              Distinct
            </th>
            <th scope="col" class="end">
              Profiles
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={props.properties}>
            {(one) => (
              <tr>
                <th scope="row">
                  <bdi>{profileColumnName(one.name)}</bdi>
                  {profileKind(one.name) === 'changing' ? <small> may have changed since</small> : ''}
                </th>
                <td class="small hide-s">{kindsInWords(one.kinds)}</td>
                <td class="end num">{formatCount(one.distinct)}</td>
                <td class="end num">{formatCount(one.cells)}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </section>
  );
}
