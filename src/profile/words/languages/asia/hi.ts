import type { DateLanguage } from '../../language-words.js';

/** Hindi. */
export const hi: DateLanguage = {
  code: 'hi',
  dates: {
    present: 'वर्तमान|अब तक|अभी|आज|अब|वर्तमान में|आज तक|जारी',
    from: 'से',
    to: 'तक',
    fromAfter: 'से',
    toAfter: 'तक',
    seasons: ['सर्दी', 'वसंत', 'गर्मी', 'शरद'],
    quarter: 'तिमाही',
    half: 'छमाही',
  },
};
