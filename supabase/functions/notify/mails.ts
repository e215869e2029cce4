import { escapeHtml, type Mail, mailButton, mailFrame } from '../_shared/mail.ts';

/** Somebody to be told. */
export interface Addressee {
  readonly user_id: string;
  readonly email: string;
}

/** What the database gives out: first results are there. */
export interface ReadyNotice {
  readonly kind: 'ready';
  readonly people: readonly Addressee[];
  readonly project: string;
  readonly workspace: string;
  readonly workspace_id: string;
  readonly scenario_id: string;
  readonly start: string;
  readonly target: string;
  /** The result's own first sentence; null when it has none. */
  readonly finding: string | null;
  readonly results: number;
}

/** What the database gives out: a connection needs a person. */
export interface ProblemNotice {
  readonly kind: 'problem';
  readonly people: readonly Addressee[];
  readonly project: string;
  readonly workspace: string;
  readonly problem: string;
}

export type Notice = ReadyNotice | ProblemNotice;

/** A mail but for whom it goes to. */
type Letter = Omit<Mail, 'to'>;

const problems: Readonly<Record<string, string>> = {
  'mixpanel/wrong-secret':
    'Mixpanel no longer accepts the name or the secret. An admin can enter new ones in the settings.',
  'mixpanel/no-right': 'The service account may no longer export the project. Give it a role in Mixpanel that may.',
  'mixpanel/no-api': 'The plan of the Mixpanel project no longer has the export API.',
  'mixpanel/wrong-region': 'The Mixpanel project is in another region. An admin can choose it in the settings.',
};

function letter(subject: string, paragraphs: readonly string[], link: string, linkText: string): Letter {
  return {
    subject,
    text: `${paragraphs.join('\n\n')}\n\n${linkText}: ${link}\n`,
    html: mailFrame(subject, [...paragraphs.map(escapeHtml), mailButton(linkText, link)]),
  };
}

/** First results in words: the question, the strongest finding as the result says it, and where the rest is. */
function readyLetter(notice: ReadyNotice, appUrl: string): Letter {
  const { project, workspace, workspace_id, scenario_id, start, target, finding, results } = notice;
  const more = results === 1 ? 'This is the first result' : `This is one of ${results} first results`;
  return letter(
    'Your data and first results are ready',
    [
      `The data of ${project} are in, and Ptero has looked at what leads where.`,
      `What leads from ${start} to ${target}?`,
      ...(finding === null ? [] : [finding]),
      `${more} in the workspace ${workspace}. They are associations, not proof: each says how sure it is.`,
    ],
    `${appUrl}/scenario/${scenario_id}?workspace=${workspace_id}`,
    'See what leads there',
  );
}

function problemLetter({ project, workspace, problem }: ProblemNotice, appUrl: string): Letter {
  return letter(
    `${project} gets no new data from Mixpanel`,
    [
      `Ptero could not pull the data of ${project} in the workspace ${workspace}.`,
      problems[problem] ?? 'Mixpanel refuses. An admin can check the connection in the settings.',
      'Results so far stay as they are. This mail comes once, until the connection works again.',
    ],
    `${appUrl}/settings/mixpanel`,
    'Open the settings',
  );
}

/** A notice as a letter, in text and HTML. */
export const letterOf = (notice: Notice, appUrl: string): Letter =>
  notice.kind === 'ready' ? readyLetter(notice, appUrl) : problemLetter(notice, appUrl);
