import type { DateLanguage } from '../../language-words.js';

/** Estonian. */
export const et: DateLanguage = {
  code: 'et',
  common: `ja on oli ning et või ka kui mis töö töökogemus haridus oskused keeled praegu ei olen olnud aastat kuni
    alates ning`,
  dates: {
    present: 'praegu|käesolev|tänaseni|praeguseni|kuni tänaseni|tänapäev|jätkub|hetkel',
    from: 'alates|algus',
    to: 'kuni|lõpp',
    seasons: ['talv', 'kevad', 'suvi', 'sügis'],
    quarter: 'kvartal',
    half: 'poolaasta',
  },
};
