/** Function words that no other language here shares: enough to tell which language a JD is written in. */
const TELLING: Record<string, string> = {
  en: 'the and of to with for you our your will are have as this be',
  de: 'und der die das mit für wir sie ein eine ihre unser im zu bei auf',
  fr: 'et le les des une pour vous nous dans avec votre notre est du au',
  es: 'y el los las una para con en del por que se su nuestro como',
  it: 'e il gli una per con di che della nel sono nostro dei alla',
  pt: 'e o os uma para com em do da que não nosso seu ao',
  nl: 'en het een van voor met wij je jouw onze zijn naar bij',
};
const SETS = Object.entries(TELLING).map(([code, words]) => ({ code, words: new Set(words.split(' ')) }));
/** Least share of a language's function words among all words for the guess to be trusted. */
const LEAST_SHARE = 0.08;

/** ISO 639-1 code; null when unsure. */
export function languageOf(text: string): string | null {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const counts = SETS.map(({ code, words: set }) => ({ code, n: words.filter((word) => set.has(word)).length })).sort(
    (a, b) => b.n - a.n,
  );
  const [best, second] = counts;
  return best && best.n > second!.n && best.n >= LEAST_SHARE * words.length ? best.code : null;
}
