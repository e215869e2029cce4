import type { ImportReport } from '#contract/ingest.ts';

const flat = ({ refusals }: ImportReport) =>
  refusals.flatMap(({ reason, first }) => first.map((one) => ({ reason, ...one })));

// A cell that a spreadsheet would run as a formula is led by an apostrophe.
const cell = (value: string | number): string => {
  const text = String(value);
  const harmless = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};

/** Refused lines as CSV (RFC 4180), the first twenty of each reason. */
export function refusalsAsCsv(report: ImportReport): string {
  const rows = flat(report).map(({ reason, file, line, excerpt }) => [reason, file, line, excerpt].map(cell).join(','));
  return ['reason,file,line,excerpt', ...rows, ''].join('\r\n');
}

/** Refused lines as NDJSON, the first twenty of each reason. */
export const refusalsAsNdjson = (report: ImportReport): string =>
  flat(report)
    .map((row) => `${JSON.stringify(row)}\n`)
    .join('');
