import type { DateLanguage } from '../../language-words.js';

/** Catalan. */
export const ca: DateLanguage = {
  code: 'ca',
  common: `i de la el els les en per amb del una un al com que és meva experiència professional formació idiomes
    competències fins aquest`,
  dates: {
    present: "actualitat|l'actualitat|actualment|avui|present|en curs|ara|fins ara|fins avui|a l'actualitat",
    from: 'des de|des del|des|inici',
    to: 'fins|fins a|fins al',
    rangeTo: 'a|fi',
    seasons: ['hivern', 'primavera', 'estiu', 'tardor'],
    quarter: 'trimestre|t',
    half: 'semestre',
  },
};
