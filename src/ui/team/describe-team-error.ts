import type { TeamRefusal } from '#contract/team.ts';
import type { PteroErrorData } from '#core/errors/ptero-error.ts';
import { describeError, readOnlyRefusal } from '../describe-error.ts';

const words: Record<TeamRefusal, string> = {
  'account/signed-out': 'You are signed out. Sign in again, then repeat this.',
  'account/bad-credentials':
    'This address and password do not belong together. Check both, or ask for a link by mail instead.',
  'account/not-confirmed':
    'This address is not confirmed yet. Open the link in the mail we sent when you signed up; signing up again sends a new one.',
  'account/address-known': 'There is an account with this address already. Sign in, or reset its password.',
  'account/bad-email': 'This does not look like an e-mail address. Check it for typing errors.',
  'account/link-used': 'This link has expired or was used already. Ask for a new one; the newest mail counts.',
  'account/too-often': 'That was too often in a short time. Wait a minute, then try again.',
  'account/weak-password':
    'This password is too easy to guess. Use at least 10 characters; a few words make a good one.',
  'account/same-password': 'This is your password already. Choose another one.',
  'account/wrong-password': 'The current password is not right. Nothing was changed.',
  'account/password-needed':
    'Without the current password this works only right after a reset link. Ask for a new link and use it here.',
  'account/no-sign-up': 'New accounts are closed here. Ask who runs this Ptero.',
  'account/last-admin':
    'You are the only admin of a workspace with other members. Make one of them an admin or delete that workspace, then try again.',
  'team/not-found': 'You are no longer a member of this workspace.',
  'team/admins-only': 'Only admins may do this. Ask one of them.',
  'team/bad-name': 'A workspace needs a name of 1 to 80 characters.',
  'team/bad-role': 'A member is an admin or a member. Reload the page and try again.',
  'team/last-admin': 'A workspace needs an admin, and this is the only one. Make somebody else an admin first.',
  'team/no-such-member': 'This person has left the workspace already.',
  'team/too-many-workspaces': 'You have made as many workspaces as one account can. Delete one you no longer need.',
  'team/not-allowed': 'You may not do this here. Ask an admin of the workspace.',
  'invitation/bad-email': 'This does not look like an e-mail address. Check it for typing errors.',
  'invitation/already-member': 'This person is a member already.',
  'invitation/already-invited': 'This person is invited already. You can send the invitation again below.',
  'invitation/too-many': 'Too many invitations. Revoke some that are open, then try again.',
  'invitation/not-found': 'This invitation does not exist any more. Ask for a new one.',
  'invitation/accepted': 'This invitation was accepted already. If it was you, sign in and choose the workspace.',
  'invitation/revoked': 'This invitation was revoked. Ask for a new one.',
  'invitation/expired': 'This invitation has expired. Ask who invited you to send it again.',
  'invitation/not-sent': 'The person is invited, but the mail could not be sent. Send it again in a while.',
  'plan/read-only': readOnlyRefusal,
  'billing/admins-only': 'Only admins change how a workspace is paid for. Ask one of them.',
  'billing/already-paying': 'This workspace has a subscription already. Nothing was ordered a second time.',
  'billing/bad-email': 'This does not look like an e-mail address. Check it for typing errors.',
  'billing/invoice-open':
    'The last invoice is not paid yet. Pay it, or give another card under Manage card; everything comes back at once.',
  'billing/no-subscription': 'There is no running subscription any more. What you see is up to date now.',
  'billing/nothing-to-pay': 'Up to 25,000 monthly active users are free, so there is nothing to pay.',
  'billing/still-paying':
    'This workspace has a running subscription. Cancel it under Billing and usage first; then it can be deleted.',
  'billing/unreachable':
    'Stripe, which takes the payments, did not answer. Nothing was changed. Wait a minute and try again.',
  'mail/bad-link':
    'This link does not work any more. Open the one in the newest mail, or take yourself off the list with your mail program.',
  'mail/unreachable': 'The server could not note this just now. You still get these mails; try again in a while.',
  'request/malformed': 'The server did not understand this. Reload the page to get the newest version, then try again.',
  'mixpanel/not-connected':
    'This project is not connected to Mixpanel any more. An admin can connect it in the settings.',
  'mixpanel/no-profiles':
    'No properties of user profiles are chosen for this project any more. An admin can choose some.',
  'mixpanel/bad-properties': 'Up to 50 properties of user profiles can be chosen. Choose fewer.',
  'mixpanel/session-over': 'Mixpanel did not keep its list of profiles long enough to read all of it. Try again.',
  'mixpanel/wrong-secret':
    'Mixpanel no longer accepts the name or the secret of this connection. An admin can replace them in the settings.',
  'mixpanel/no-right':
    'The service account may not export this project. In Mixpanel, give it a role in the project that may see its data, such as Analyst.',
  'mixpanel/no-api':
    'The plan of this Mixpanel project does not include the export. Open an export file instead, or ask Mixpanel.',
  'mixpanel/wrong-region':
    'This Mixpanel project is in another region. An admin can choose the right one in the settings.',
  'mixpanel/bad-days':
    'Mixpanel says that the newest days have not begun yet. Check the date and time of this computer, then try again.',
  'mixpanel/rate-limited':
    'Mixpanel’s limit of 60 exports an hour is used up; other tools share it. Wait a while, then try again.',
  'mixpanel/unreachable': 'Mixpanel could not be reached, or did not answer as it should. Try again in a while.',
  'profile/bad-name': 'A name has 1 to 80 characters.',
  'picture/unreadable': 'The browser cannot read this picture. Choose a PNG, JPEG or WebP file.',
  'picture/too-large': 'This picture cannot be made small enough here. Choose another one, of less than 30 MB.',
  'backend/unreachable': 'The server cannot be reached. Check your network and try again; nothing was changed.',
  'backend/failed': 'The server could not do this just now. Try again in a minute.',
};

/** What an account or a workspace refused, and what to do about it, in words for the reader. */
export function describeTeamError(error: PteroErrorData): string {
  const reason = error.details['reason'];
  return (error.code === 'team/refused' || error.code === 'mixpanel/refused') &&
    typeof reason === 'string' &&
    reason in words
    ? words[reason as TeamRefusal]
    : describeError(error);
}
