import type { MailToSend } from '../_shared/billing-database.ts';
import { escapeHtml, isolated, type Mail, mailButton, mailFrame } from '../_shared/mail.ts';
import type { StopLink } from '../_shared/stop-link.ts';
import type { MailWords } from './mail-words.ts';

/** The mail to one address, in text and HTML. A `stop` link comes with the headers that mail programs act on (RFC 8058). */
export function billingMail(order: MailToSend, words: MailWords, to: string, stop: StopLink | null): Mail {
  const why = `You get this as an admin of ${isolated(order.workspace)}, or as its invoice address.`;
  const { button, paragraphs, subject } = words;
  return {
    to,
    subject,
    text: [
      ...paragraphs,
      ...(button ? [`${button.label}: ${button.url}`] : []),
      stop ? `${why} No more mails about the trial and usage: ${stop.page}` : why,
      '',
    ].join('\n\n'),
    html: mailFrame(
      subject,
      [...paragraphs.map(escapeHtml), ...(button ? [mailButton(button.label, button.url)] : [])],
      `${escapeHtml(why)}${stop ? ` <a href="${escapeHtml(stop.page)}" style="color:#0a5f63">No more mails about the trial and usage</a>` : ''}`,
    ),
    ...(stop
      ? {
          headers: {
            'List-Unsubscribe': `<${stop.oneClick}>`,
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          },
        }
      : {}),
  };
}
