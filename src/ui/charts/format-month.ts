const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const nameOf = (month: string) => names[Number(month.slice(5, 7)) - 1] ?? month;

/** `2026-06` as `Jun`. */
export const formatMonth = (month: string): string => nameOf(month);

/** `2026-06` as `Jun 26`. */
export const formatMonthYear = (month: string): string => `${nameOf(month)} ${month.slice(2, 4)}`;
