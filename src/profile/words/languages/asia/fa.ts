import type { DateLanguage } from '../../language-words.js';

/** Persian. */
export const fa: DateLanguage = {
  code: 'fa',
  dates: {
    present: 'اکنون|تاکنون|تا کنون|حال حاضر|هم اکنون|امروز|تا امروز|در حال حاضر|ادامه دارد|کنون',
    from: 'از',
    to: 'تا',
    seasons: ['زمستان', 'بهار', 'تابستان', 'پاییز'],
    quarter: 'سه ماهه',
    half: 'نیمسال',
  },
};
