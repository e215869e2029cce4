import type { CheckAnswer, ConnectionForm, Region } from '#contract/mixpanel.ts';

export const regionNames: Readonly<Record<Region, string>> = { us: 'US', eu: 'EU', in: 'India' };

/** Part of the address that Mixpanel shows for a project of this region. */
export const regionAddress: Readonly<Record<Region, string>> = {
  us: 'mixpanel.com',
  eu: 'eu.mixpanel.com',
  in: 'in.mixpanel.com',
};

/** What is missing or wrong in the second step, with what to do; null when it can be tried. */
export function credentialsProblem({
  name,
  mixpanelProjectId,
  kind,
  username,
  secret,
}: Pick<ConnectionForm, 'mixpanelProjectId' | 'kind' | 'secret'> & {
  readonly name: string;
  readonly username: string;
}): string | null {
  if (name.trim() === '') return 'Give the project a name, so that your team finds it again.';
  if (!/^\d{1,20}$/u.test(mixpanelProjectId))
    return 'The project id is a number, such as 3141592. It stands in the address of Mixpanel and under Project settings.';
  if (kind === 'service_account' && username.trim() === '')
    return 'Name the service account, such as ptero.a1b2c3.mp-service-account.';
  if (kind === 'service_account' && /[:\s]/u.test(username))
    return 'The name of a service account has no colon and no space. Enter name and secret in their own fields.';
  if (secret === '') return 'Enter the secret. Mixpanel shows it once; make a new service account if it is lost.';
  if (!/^[\x21-\x7e]{1,200}$/u.test(secret))
    return 'A secret has only letters, digits and signs, no spaces. Copy it once more, and nothing beside it.';
  return null;
}

/** What a check came to, and what to do, in words. */
export function verdictWords({ verdict, region }: CheckAnswer, asked: Region): string {
  switch (verdict) {
    case 'right':
      return 'It works: Mixpanel accepts the credentials, and they may export this project.';
    case 'wrong-secret':
      return 'Mixpanel does not accept this name and secret for this project. Check all three; a secret is shown once only, so make a new service account if in doubt.';
    case 'no-right':
      return 'Mixpanel knows this account, but it may not export the project. In Mixpanel, under Organisation settings, Service accounts, add it to the project with the role Analyst.';
    case 'wrong-region':
      return region === null
        ? `There is no such project in the region ${regionNames[asked]}. Try the other regions.`
        : `This project is in the region ${regionNames[region]}, not ${regionNames[asked]}.`;
    case 'no-api':
      return 'The plan of this Mixpanel project does not include the export. Open an export file instead, or ask Mixpanel.';
    case 'rate-limited':
      return 'The credentials could not be tried: Mixpanel’s limit of 60 exports an hour for this project is used up just now, and other tools share it. Try again in some minutes.';
    default:
      return 'Mixpanel could not be reached, or did not answer as it should. Try again in a minute.';
  }
}
