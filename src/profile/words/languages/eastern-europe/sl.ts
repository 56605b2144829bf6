import type { DateLanguage } from '../../language-words.js';

/** Slovenian. */
export const sl: DateLanguage = {
  code: 'sl',
  common: `in v na za od z se da je so kot pri ali delovne izkušnje izobrazba znanja jeziki sem bil bila ter danes
    delo ki`,
  dates: {
    present: 'danes|do danes|trenutno|sedaj|zdaj|še traja|v teku|sedanjost',
    from: 'od|začetek',
    to: 'konec',
    rangeTo: 'do',
    seasons: ['zima', 'pomlad', 'poletje', 'jesen'],
    quarter: 'četrtletje|kvartal',
    half: 'polletje',
    yearMark: 'leta',
  },
};
