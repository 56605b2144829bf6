import type { DateLanguage } from '../../language-words.js';

/** Icelandic. */
export const icelandic: DateLanguage = {
  code: 'is',
  common: 'og að er í á til með sem um við fyrir hef var ekki starfsreynsla menntun hæfni tungumál frá hjá',
  dates: {
    present: 'núna|til dagsins í dag|í dag|nú|núverandi|enn|dagsins í dag',
    from: 'frá|síðan',
    to: 'til',
    seasons: ['vetur', 'vor', 'sumar', 'haust'],
    quarter: 'ársfjórðungur',
    half: 'misseri',
  },
};
