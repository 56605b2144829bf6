import type { DateLanguage } from '../../language-words.js';

/** Serbian. */
export const sr: DateLanguage = {
  code: 'sr',
  common: `и у на за од са се да је су као при или радно искуство образовање вештине језици сам био била те данас
    који`,
  dates: {
    present: `данас|до данас|тренутно|сада|danas|do danas|trenutno|sada|sadašnjost|u toku|до сада|садашњост|у току`,
    from: 'од|od|почетак|početak',
    to: 'до|крај|kraj',
    rangeTo: 'do',
    seasons: ['зима|zima', 'пролеће|proleće', 'лето|leto', 'јесен|jesen'],
    quarter: 'квартал|kvartal',
    half: 'полугодиште',
    yearMark: 'године|год|г|godine|god',
  },
};
