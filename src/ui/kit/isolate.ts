const rtl = '[\\p{Script=Arabic}\\p{Script=Hebrew}\\p{Script=Syriac}\\p{Script=Thaana}]';
const runs = new RegExp(`${rtl}(?:(?:${rtl}|[\\p{M}\\p{P}\\s])*(?:${rtl}|\\p{M}))?`, 'gu');

/** Keeps a name written from right to left from moving the numbers and brackets around it in a sentence. */
export const isolate = (sentence: string): string => sentence.replace(runs, '\u2068$&\u2069');
