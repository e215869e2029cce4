import { For, Show } from 'solid-js';
import type { CredentialKind, Region } from '#contract/mixpanel.ts';
import { regionAddress } from './verdict-words.ts';
import styles from './pictures.module.css';

const regions: readonly Region[] = ['us', 'eu', 'in'];
/** On the globe that is drawn, px from its middle. */
const places: Readonly<Record<Region, readonly [number, number]>> = { us: [-40, -20], eu: [6, -38], in: [44, 4] };

/** Where the region stands: in the address of Mixpanel. */
export function RegionPicture(props: { region: Region }) {
  return (
    <svg
      class={styles.picture}
      viewBox="8 8 344 224"
      role="img"
      aria-label={`A browser window. Its address begins with ${regionAddress[props.region]}.`}
    >
      <rect class={styles.card} x="8.500" y="8.500" width="343" height="223" rx="10" />
      <path class={styles.line} d="M8.500 50.500h343" />
      <circle class={styles.dot} cx="26" cy="29.500" r="4" />
      <circle class={styles.dot} cx="40" cy="29.500" r="4" />
      <circle class={styles.dot} cx="54" cy="29.500" r="4" />
      <rect class={styles.field} x="72.500" y="17.500" width="264" height="24" rx="6" />
      <text class={styles.text} x="84" y="33.500">
        <tspan class={styles.lit}>{regionAddress[props.region]}</tspan>
        <tspan class={styles.faint}>/project/3141592/…</tspan>
      </text>
      <g transform="translate(180 141)">
        <circle class={styles.globe} r="68" />
        <path
          class={styles.globe}
          d="M-68 0H68M0-68V68M0-68c-46 38-46 98 0 136M0-68c46 38 46 98 0 136M-59-34c36 12 82 12 118 0M-59 34c36-12 82-12 118 0"
        />
        <For each={regions}>
          {(region) => (
            <g
              class={region === props.region ? styles.chosen : styles.idle}
              transform={`translate(${places[region].join(' ')})`}
            >
              <circle class={styles.halo} r="11" />
              <circle class={styles.place} r="5" />
              <text
                class={styles.name}
                x={region === 'us' ? -18 : 18}
                y="5"
                text-anchor={region === 'us' ? 'end' : 'start'}
              >
                {region === 'us' ? 'US' : region === 'eu' ? 'EU' : 'India'}
              </text>
            </g>
          )}
        </For>
      </g>
    </svg>
  );
}

/** What a service account is made of, and where it is made. */
export function CredentialsPicture(props: { kind: CredentialKind }) {
  const isAccount = () => props.kind === 'service_account';
  return (
    <svg
      class={styles.picture}
      viewBox="8 8 344 224"
      role="img"
      aria-label={
        isAccount()
          ? 'In Mixpanel: Organisation settings, Service accounts. A new account with the role Analyst has a name, and a secret that is shown once.'
          : 'In Mixpanel: Project settings, Overview. The project secret stands under Access keys.'
      }
    >
      <rect class={styles.card} x="8.500" y="8.500" width="343" height="223" rx="10" />
      <path class={styles.line} d="M112.500 8.500v223" />
      <text class={styles.small} x="24" y="36">
        {isAccount() ? 'Organisation' : 'Project'}
      </text>
      <For
        each={isAccount() ? ['Overview', 'Users', 'Service', 'Billing'] : ['Overview', 'Data', 'Access keys', 'Other']}
      >
        {(words, at) => (
          <g class={at() === 2 ? styles.chosen : styles.idle}>
            <Show when={at() === 2}>
              <rect class={styles.mark} x="16" y={48 + at() * 28} width="88" height="24" rx="5" />
            </Show>
            <text class={styles.item} x="24" y={64 + at() * 28}>
              {words}
            </text>
          </g>
        )}
      </For>
      <text class={styles.name} x="130" y="38">
        {isAccount() ? 'ptero' : 'Project secret'}
      </text>
      <Show when={isAccount()}>
        <rect class={styles.pill} x="128.500" y="50.500" width="76" height="22" rx="11" />
        <text class={styles.pillText} x="166.500" y="65.500" text-anchor="middle">
          Analyst
        </text>
      </Show>
      <text class={styles.small} x="130" y="98">
        {isAccount() ? 'Name' : ''}
      </text>
      <Show when={isAccount()}>
        <rect class={styles.field} x="128.500" y="104.500" width="206" height="26" rx="6" />
        <text class={styles.text} x="138" y="121.500">
          ptero.a1b2c3.mp-serv…
        </text>
      </Show>
      <text class={styles.small} x="130" y={isAccount() ? 156 : 76}>
        {isAccount() ? 'Secret, shown once' : 'Ends on 3 March 2027'}
      </text>
      <rect class={styles.litField} x="128.500" y={isAccount() ? 162.5 : 84.5} width="206" height="26" rx="6" />
      <text class={styles.secret} x="138" y={isAccount() ? 180 : 102}>
        ••••••••••••••••
      </text>
      <path
        class={styles.key}
        d="M0 0a5.500 5.500 0 1 1 .1 1.500L-9 1.500M-6.500 1.500v4"
        transform={`translate(317 ${isAccount() ? 175 : 97}) scale(1 1)`}
      />
    </svg>
  );
}

/** What the zone is for: a day of the project is not a day of UTC. */
export function ClockPicture(props: { zone: string; offsetHours: number }) {
  const shift = () => Math.max(-11, Math.min(12, props.offsetHours)) * 9;
  const bar = (day: number) => 88 + day * 216 - 108;
  return (
    <svg
      class={styles.picture}
      viewBox="8 8 344 224"
      role="img"
      aria-label={`A day in ${props.zone} begins ${Math.abs(props.offsetHours)} hours ${props.offsetHours >= 0 ? 'before' : 'after'} the day of UTC.`}
    >
      <defs>
        <clipPath id="clock-picture">
          <rect x="9" y="9" width="342" height="222" rx="10" />
        </clipPath>
      </defs>
      <rect class={styles.card} x="8.500" y="8.500" width="343" height="223" rx="10" />
      <g clip-path="url(#clock-picture)">
        <text class={styles.small} x="24" y="40">
          Days of UTC
        </text>
        <For each={[0, 1]}>
          {(day) => (
            <g>
              <rect class={styles.day} x={bar(day)} y="50.500" width="213" height="36" rx="4" />
              <text class={styles.item} x={bar(day) + 106} y="73" text-anchor="middle">
                {day === 0 ? 'Tuesday' : 'Wednesday'}
              </text>
            </g>
          )}
        </For>
        <text class={styles.small} x="24" y="122">
          Days of your project
        </text>
        <For each={[-1, 0, 1, 2]}>
          {(day) => (
            <g style={{ transform: `translateX(${-shift()}px)` }} class={styles.moving}>
              <rect class={styles.ownDay} x={bar(day)} y="132.500" width="213" height="36" rx="4" />
              <text class={styles.ownText} x={bar(day) + 106} y="155" text-anchor="middle">
                {['Monday', 'Tuesday', 'Wednesday', 'Thursday'][day + 1]}
              </text>
            </g>
          )}
        </For>
        <line class={styles.midnight} x1="194.500" x2="194.500" y1="46" y2="196" />
        <text class={styles.small} x="194.500" y="212" text-anchor="middle">
          midnight, UTC
        </text>
      </g>
    </svg>
  );
}
