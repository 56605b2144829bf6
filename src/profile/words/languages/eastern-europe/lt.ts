import type { DateLanguage } from '../../language-words.js';

/** Lithuanian. */
export const lt: DateLanguage = {
  code: 'lt',
  common: `ir yra buvo su iš į kad arba kaip darbo patirtis išsilavinimas įgūdžiai kalbos dabar taip pat apie esu
    iki nuo`,
  dates: {
    present: 'dabar|iki dabar|šiuo metu|šiandien|iki šiol|dabartis|tebedirbu',
    from: 'nuo',
    to: 'iki',
    seasons: ['žiema', 'pavasaris', 'vasara', 'ruduo'],
    quarter: 'ketvirtis',
    half: 'pusmetis',
    yearMark: 'm',
  },
};
