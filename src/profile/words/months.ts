/** Month names and abbreviations in English, German, French, Spanish, Italian, Portuguese and Dutch, without accents. */
const NAMES: readonly (readonly string[])[] = [
  'january jan januar jaenner janner janvier janv enero ene gennaio gen genn janeiro januari',
  'february feb febr februar fevrier fevr fev febrero febbraio febb fevereiro februari',
  'march mar marz maerz mrz mars marzo março marco maart mrt',
  'april apr avril avr abril abr aprile',
  'may mai mayo maggio mag magg maio mei',
  'june jun juni juin junio giugno giu junho',
  'july jul juli juillet juil julio luglio lug lugl julho',
  'august aug aout agosto ago agost augustus',
  'september sep sept septembre septiembre setiembre settembre set sett setembro',
  'october oct oktober okt octobre octubre ottobre ott outubro out',
  'november nov novembre noviembre novembro',
  'december dec dezember dez decembre diciembre dic dicembre dezembro',
].map((names) => names.split(' '));

export const MONTHS: ReadonlyMap<string, number> = new Map(NAMES.flatMap((names, i) => names.map((name) => [name, i + 1] as const)));

/** Seasons stand for their first month within the calendar year, so that winter, spring, summer and autumn of one year are in order. */
export const SEASONS: ReadonlyMap<string, number> = new Map(
  [
    ['winter hiver invierno inverno', 1],
    ['spring fruhling fruhjahr printemps primavera lente voorjaar', 3],
    ['summer sommer ete verano estate verao zomer', 6],
    ['autumn fall herbst automne otono autunno outono herfst najaar', 9],
  ].flatMap(([names, month]) => String(names).split(' ').map((name) => [name, Number(month)] as const)),
);

/** What an open range ends with. Longest first where one begins another. */
export const PRESENT = [
  'present day', 'present', 'currently', 'current', 'now', 'to date', 'till date', 'till now', 'until now', 'until today', 'date', 'today', 'ongoing', 'on going',
  'heute', 'aktuell', 'jetzt', 'laufend', 'gegenwart', 'dato',
  "aujourd'hui", 'aujourdhui', 'a ce jour', 'ce jour', 'actuellement', 'actuel', 'en cours', 'maintenant',
  'la actualidad', 'actualidad', 'actualmente', 'actual', 'el presente', 'la fecha', 'hoy', 'en curso',
  'oggi', 'in corso', 'attualmente', 'attuale', 'ad oggi', 'presente',
  'o presente', 'o momento', 'atualmente', 'atualidade', 'atual', 'hoje', 'em curso',
  'heden', 'nu', 'vandaag', 'lopend',
] as const;

export const SINCE = ['since', 'from', 'seit', 'ab', 'depuis', 'desde', 'dal', 'da', 'sinds', 'vanaf', 'starting'] as const;

/** Words between the two dates of a range. */
export const UNTIL = ['to', 'till', 'til', 'until', 'untill', 'through', 'thru', 'upto', 'up to', 'bis', 'au', 'a', 'al', 'jusqu a', 'jusqu en', 'hasta', 'ate', 'fino a', 'fino al', 'tot', 'tot en met', 't m', 'tm', 'bis zum', 'bis zu'] as const;
