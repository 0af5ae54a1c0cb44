/** Whole numbers from 0 to 9,999 written out, in English as in the United States and in German. */

const ENGLISH_SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const ENGLISH_TENS = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

const GERMAN_SMALL =
  'null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn'.split(' ');
const GERMAN_TENS = '- - zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig'.split(' ');

/** `nine thousand nine hundred ninety-nine` */
export function writeEnglish(n: number): string {
  if (n < 20) return ENGLISH_SMALL[n];
  if (n < 100) return n % 10 === 0 ? ENGLISH_TENS[n / 10] : `${ENGLISH_TENS[Math.floor(n / 10)]}-${ENGLISH_SMALL[n % 10]}`;
  const [unit, name] = n < 1000 ? [100, 'hundred'] : [1000, 'thousand'];
  const head = `${writeEnglish(Math.floor(n / unit))} ${name}`;
  return n % unit === 0 ? head : `${head} ${writeEnglish(n % unit)}`;
}

/** `neuntausendneunhundertneunundneunzig`: the unit before the ten, one word, and `ein` for one wherever something follows it. */
export function writeGerman(n: number): string {
  if (n < 20) return GERMAN_SMALL[n];
  if (n < 100) return n % 10 === 0 ? GERMAN_TENS[n / 10] : `${beforeMore(n % 10)}und${GERMAN_TENS[Math.floor(n / 10)]}`;
  const [unit, name] = n < 1000 ? [100, 'hundert'] : [1000, 'tausend'];
  const head = `${beforeMore(Math.floor(n / unit))}${name}`;
  return n % unit === 0 ? head : `${head}${writeGerman(n % unit)}`;
}

function beforeMore(digit: number): string {
  return digit === 1 ? 'ein' : GERMAN_SMALL[digit];
}
