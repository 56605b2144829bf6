import type { DateLanguage } from '../../language-words.js';

/** Thai. */
export const th: DateLanguage = {
  code: 'th',
  dates: {
    present: 'ปัจจุบัน|ถึงปัจจุบัน|จนถึงปัจจุบัน|วันนี้|ขณะนี้',
    from: 'ตั้งแต่|จาก|เริ่ม',
    to: 'ถึง|จนถึง',
    seasons: ['ฤดูหนาว', 'ฤดูใบไม้ผลิ', 'ฤดูร้อน', 'ฤดูใบไม้ร่วง'],
    quarter: 'ไตรมาส',
    half: 'ครึ่งปี',
  },
};
