import type { MailToSend } from '../_shared/billing-database.ts';
import { escapeHtml, type Mail, mailFrame } from '../_shared/mail.ts';
import type { StopLink } from '../_shared/stop-link.ts';
import type { MailWords } from './mail-words.ts';

const buttonStyle =
  'display:inline-block;padding:8px 16px;border-radius:6px;background:#1f4fd8;color:#ffffff;text-decoration:none';

/** The mail to one address, in text and HTML. A `stop` link comes with the headers that mail programs act on (RFC 8058). */
export function billingMail(order: MailToSend, words: MailWords, to: string, stop: StopLink | null): Mail {
  const why = `You get this as an admin or as the invoice address of ${order.workspace}.`;
  const { button, paragraphs, subject } = words;
  return {
    to,
    subject,
    text: [
      ...paragraphs,
      ...(button ? [`${button.label}: ${button.url}`] : []),
      stop ? `${why} No more of these: ${stop.page}` : why,
      '',
    ].join('\n\n'),
    html: mailFrame(subject, [
      ...paragraphs.map(escapeHtml),
      ...(button ? [`<a href="${escapeHtml(button.url)}" style="${buttonStyle}">${escapeHtml(button.label)}</a>`] : []),
      `<small>${escapeHtml(why)}${stop ? ` <a href="${escapeHtml(stop.page)}">No more of these</a>` : ''}</small>`,
    ]),
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
