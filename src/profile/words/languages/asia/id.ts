import type { DateLanguage } from '../../language-words.js';

/** Indonesian. */
export const id: DateLanguage = {
  code: 'id',
  common: `dan yang di untuk dengan dari pada dalam sebagai adalah ini itu pengalaman kerja pendidikan keahlian
    bahasa saya atau oleh telah`,
  dates: {
    present: `sekarang|saat ini|hingga sekarang|sampai sekarang|kini|hingga saat ini|hari ini|sampai saat ini|
      berjalan`,
    from: 'dari|sejak|mulai',
    to: 'sampai|hingga|s d|sd|sampai dengan',
    seasons: ['musim dingin', 'musim semi', 'musim panas', 'musim gugur'],
    quarter: 'kuartal|triwulan',
    half: 'semester',
  },
};
