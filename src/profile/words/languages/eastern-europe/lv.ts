import type { DateLanguage } from '../../language-words.js';

/** Latvian. */
export const lv: DateLanguage = {
  code: 'lv',
  common: `un ir ar no par uz kas vai bija darba pieredze izglītība prasmes valodas pašlaik arī kā esmu līdz pie
    gadā`,
  dates: {
    present: 'pašlaik|šobrīd|līdz šim|tagad|šodien|līdz šodienai|patlaban|tagadne',
    from: 'kopš',
    to: 'līdz',
    rangeFrom: 'no',
    seasons: ['ziema', 'pavasaris', 'vasara', 'rudens'],
    quarter: 'ceturksnis',
    half: 'pusgads',
    yearMark: 'gada|g|gads',
  },
};
