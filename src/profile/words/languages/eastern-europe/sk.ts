import type { DateLanguage } from '../../language-words.js';

/** Slovak. */
export const sk: DateLanguage = {
  code: 'sk',
  common: `a v na sa je do od pre so že ako pri pracovné skúsenosti vzdelanie zručnosti jazyky som bol bola alebo
    tiež po za zo vo doteraz práca ktoré`,
  dates: {
    present: `súčasnosť|súčasnosti|do súčasnosti|doteraz|dnes|dodnes|aktuálne|teraz|trvá|v súčasnosti|po súčasnosť|
      prítomnosť|až doteraz`,
    from: 'od|od roku|začiatok',
    to: 'až do|až|koniec',
    rangeTo: 'do',
    seasons: ['zima', 'jar', 'leto', 'jeseň'],
    quarter: 'štvrťrok|kvartál',
    half: 'polrok',
    yearMark: 'roku|rok|r',
  },
};
