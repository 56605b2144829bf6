import type { DateLanguage } from '../../language-words.js';

/** Croatian. */
export const hr: DateLanguage = {
  code: 'hr',
  common: `i u na za od sa se da je su kao pri radno iskustvo obrazovanje vještine jezici sam bio bila ili te danas
    rad koji`,
  dates: {
    present: 'danas|do danas|trenutno|sada|sadašnjost|do sada|u tijeku|još uvijek|aktualno',
    from: 'od|početak',
    to: 'kraj',
    rangeTo: 'do',
    seasons: ['zima', 'proljeće', 'ljeto', 'jesen'],
    quarter: 'kvartal|tromjesečje',
    half: 'polugodište',
    yearMark: 'godine|god|g',
  },
};
