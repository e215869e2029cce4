/** A mail ready to be sent. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Makes any text harmless inside HTML, attributes included. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** Text that runs from right to left is kept from turning round what stands beside it, in HTML and in plain text. */
export const isolated = (text: string): string =>
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u.test(text) ? `\u2068${text}\u2069` : text;

/** A way to a page, as HTML. */
export const mailButton = (label: string, url: string): string =>
  `<a href="${escapeHtml(url)}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#0a5f63;color:#ffffff;font-weight:600;text-decoration:none">${escapeHtml(label)}</a>`;

/**
 * Puts the paragraphs of a mail into the frame that all of ours share.
 *
 * @param paragraphs - HTML already.
 * @param foot - HTML below a line: why somebody gets this.
 */
export const mailFrame = (title: string, paragraphs: readonly string[], foot?: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title></head>
<body style="margin:0;padding:32px 20px;font:16px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;color:#1b1c1e;background:#ffffff">
<div style="max-width:560px;margin:0 auto;overflow-wrap:anywhere">
<p style="margin:0 0 24px;font-weight:700;color:#0a5f63">Ptero</p>
<h1 style="font-size:22px;line-height:1.3;margin:0 0 20px">${escapeHtml(title)}</h1>
${paragraphs.map((paragraph) => `<p style="margin:0 0 16px">${paragraph}</p>`).join('\n')}
${foot === undefined ? '' : `<p style="margin:32px 0 0;padding-top:16px;border-top:1px solid #e6e2db;font-size:13px;color:#696b70">${foot}</p>`}
</div></body></html>`;
