/** The forms that a date is written in. Where two orders of the numbers are usual, the separator says which one it is, so that no date is ambiguous. */

/** `year` 1950 to 2049, `month` and `day` from 1. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const english = 'January February March April May June July August September October November December'.split(' ');
const german = 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' ');
const french = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' ');

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

/** The last two digits: 50 to 99 are of 1950 to 1999, 00 to 49 of 2000 to 2049. */
function shortYear({ year }: CivilDate): string {
  return pad(year % 100);
}

/** 1st, 2nd, 3rd, 4th, … 11th, 12th, 13th, … 21st. */
function ordinal(day: number): string {
  const suffix = day >= 11 && day <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'].at(day % 10) ?? 'th');
  return `${String(day)}${suffix}`;
}

/** Each form by how it writes a date; in the order in which the option `forms` takes them. */
export const dateForms: readonly ((date: CivilDate) => string)[] = [
  ({ year, month, day }) => `${String(day)} ${english[month - 1]} ${String(year)}`,
  ({ year, month, day }) => `${english[month - 1].slice(0, 3)} ${String(day)}, ${String(year)}`,
  ({ year, month, day }) => `${pad(day)}.${pad(month)}.${String(year)}`,
  ({ year, month, day }) => `${String(month)}/${String(day)}/${String(year)}`,
  ({ year, month, day }) => `${english[month - 1]} ${ordinal(day)}, ${String(year)}`,
  ({ year, month, day }) => `${String(day)}. ${german[month - 1]} ${String(year)}`,
  ({ year, month, day }) => `${String(day)} ${french[month - 1]} ${String(year)}`,
  ({ year, month, day }) => `${String(year)}年${String(month)}月${String(day)}日`,
  ({ year, month, day }) => `${String(year)}${pad(month)}${pad(day)}`,
  (date) => `${String(date.day)}.${String(date.month)}.${shortYear(date)}`,
  (date) => `${pad(date.month)}/${pad(date.day)}/${shortYear(date)}`,
  (date) => `${pad(date.day)}-${english[date.month - 1].slice(0, 3)}-${shortYear(date)}`,
];

/** The form that is asked for: 2026-11-22. */
export function writeIso({ year, month, day }: CivilDate): string {
  return `${String(year)}-${pad(month)}-${pad(day)}`;
}
