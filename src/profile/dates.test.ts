import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDates } from './dates.js';

const read = (text: string, language: string | null = null): string => findDates(text, language).map((d) => `${d.start ?? ''}..${d.current ? 'present' : (d.end ?? '')}${d.kind === 'single' ? ' single' : ''}`).join('; ');

describe('findDates', () => {
  // [text, what is read]
  it.each([
    ['03/2015 - 07/2019', '2015-03..2019-07'],
    ["Mar '15 – Jun '17", '2015-03..2017-06'],
    ['2015–present', '2015..present'],
    ['2015 bis heute', '2015..present'],
    ["depuis 2015 jusqu'à aujourd'hui", '2015..present'],
    ['enero de 2012 – actualidad', '2012-01..present'],
    ['gennaio 2012 - oggi', '2012-01..present'],
    ['janeiro de 2012 a presente', '2012-01..present'],
    ['maart 2012 tot heden', '2012-03..present'],
    ['since 2018', '2018..present'],
    ['seit März 2018', '2018-03..present'],
    ['Jan 2012 to date', '2012-01..present'],
    ['Jan - Mar 2015', '2015-01..2015-03'],
    ['Nov - Feb 2015', '2014-11..2015-02'],
    ['Fall 2010 – Spring 2012', '2010-09..2012-03'],
    ['September 2009\nto\nCurrent', '2009-09..present'],
    ['15.03.2012 – 30.06.2014', '2012-03..2014-06'],
    ['03/25/2012 to 06/30/2014', '2012-03..2014-06'],
    ['2012-03-25 - 2014-06-30', '2012-03..2014-06'],
    ['2013-15', '2013..2015'],
    ['2009-10', '2009..2010'],
    ['2013-06 – 2014-02', '2013-06..2014-02'],
    ['June 2016', '2016-06.. single'],
    ['2019 – 2015', '2019..2015'],
    ['Present - Jan 2015', '2015-01..present'],
    ['bis 2018', '..2018'],
    ['1st March 2010 till 2nd April 2012', '2010-03..2012-04'],
    ['March 3, 2010 through April 4, 2012', '2010-03..2012-04'],
    ['between Mar 2021 and Jun 2023', '2021-03..2023-06'],
    ['zwischen 2019 und 2021', '2019..2021'],
    ['entre mars 2019 et juin 2021', '2019-03..2021-06'],
    ['1 March 2021-30 June 2023', '2021-03..2023-06'],
    ['2021 Mar-2023 Jun', '2021-03..2023-06'],
    ['2021, March-2023, June', '2021-03..2023-06'],
    ['202103-202306', '2021-03..2023-06'],
    ['III 2021 to VI 2023', '2021-03..2023-06'],
    ['Mar 2021 - still there', '2021-03..present'],
    ['Mar 2021 - Current Employer', '2021-03..present'],
    ['Mar 2021 onwards', '2021-03..present'],
    ['Mar 2021+', '2021-03..present'],
    ['2021-03 - …', '2021-03.. single'],
    ['first quarter 2021 - second quarter 2023', '2021-01..2023-04'],
    ['Q1 21 - Q2 23', '2021-01..2023-04'],
    ["Spring '21 - Summer '23", '2021-03..2023-06'],
    ['Marhc 2021 - Juen 2023', '2021-03..2023-06'],
    ['Mya 2017 – Jly 2021', '2017-05..2021-07'],
    ['Mach 2019 - Junne 2020', '2019-03..2020-06'],
    ['Mya 2017', '2017.. single'],
    ['20년 3월 ~ 23년 10월', '2020-03..2023-10'],
    ['2020 márciusától 2023 októberéig', '2020-03..2023-10'],
    ['kesäkuusta 2016 helmikuuhun 2020', '2016-06..2020-02'],
    ['Java, Spring\n2019 - 2021', '2019..2021'],
    ['From: 03/2021 | To: 06/2023', '2021-03..2023-06'],
    ['May 2017⁃Feb 2021', '2017-05..2021-02'],
    ['09 2020 - 11 2022', '2020-09..2022-11'],
    ['Windows 10 2019', '2019.. single'],
    ['2020. 09 - 2022. 11', '2020-09..2022-11'],
    ['2020 – 22', '2020..2022'],
    ['2016 - 20 people', '2016.. single'],
    ['ΙΑΝΟΥΑΡΙΟΣ 2020 – ΑΥΓΟΥΣΤΟΣ 2023', '2020-01..2023-08'],
    ['from March 2021 to June 2023', '2021-03..2023-06'],
    ['from 2021 to 2023', '2021..2023'],
    ['Mar 2021 ～ Jun 2023', '2021-03..2023-06'],
    ['03/21 - 06/23', '2021-03..2023-06'],
    ['2021 Spring - 2023 Summer', '2021-03..2023-06'],
    ['2017 Fall - 2021 Spring', '2017-09..2021-03'],
    ['2021 Q1 – 2023 Q2', '2021-01..2023-04'],
    ['2017Q2 - 2021Q1', '2017-04..2021-01'],
    ['Q1 2019 - Q3 2020', '2019-01..2020-07'],
    ['Q2/2019 – Q4/2020', '2019-04..2020-10'],
    ['1Q 2019 - 3Q 2020', '2019-01..2020-07'],
    ['1. Quartal 2019 - 3. Quartal 2020', '2019-01..2020-07'],
    ['T1 2019 - T4 2020', '2019-01..2020-10'],
    ['1er trimestre 2019 - 4e trimestre 2020', '2019-01..2020-10'],
    ['1 кв. 2019 - 3 кв. 2020', '2019-01..2020-07'],
    ['II kwartał 2019 – IV kwartał 2020', '2019-04..2020-10'],
    ['H1 2019 - H2 2020', '2019-01..2020-07'],
    ['2nd quarter of 2019 to 1st quarter of 2020', '2019-04..2020-01'],
    ['Febuary 2021 – Setpember 2023', '2021-02..2023-09'],
    ['May 2017 – Feburary 2021', '2017-05..2021-02'],
    ['Janurary 2019 - Ocotber 2020', '2019-01..2020-10'],
    ['Novemeber 2019 to Decemeber 2020', '2019-11..2020-12'],
    ['Agust 2019 - Apirl 2020', '2019-08..2020-04'],
    ["Sept. '19 – Jan. '21", '2019-09..2021-01'],
    ["'19 - '21", '2019..2021'],
    ['’19 – ’21', '2019..2021'],
    ['2019-05 - 2021-03', '2019-05..2021-03'],
    ['2019.05 - 2021.03', '2019-05..2021-03'],
    ['2019年5月 - 2021年3月', '2019-05..2021-03'],
    ['2019/05 - 2021/03', '2019-05..2021-03'],
    ['2019/5 - 2021/3', '2019-05..2021-03'],
    ['2019-05-13 – 2021-03-01', '2019-05..2021-03'],
    ['2019.05.13. - 2021.03.01.', '2019-05..2021-03'],
    ['01.05.2019 - 31.03.2021', '2019-05..2021-03'],
    ['1/5/2019 - 31/3/2021', '2019-05..2021-03'],
    ['May 1st, 2019 - March 31st, 2021', '2019-05..2021-03'],
    ['1st May 2019 - 31st March 2021', '2019-05..2021-03'],
    ['1 May, 2019 – 31 March, 2021', '2019-05..2021-03'],
    ['the 1st of May 2019 until the 31st of March 2021', '2019-05..2021-03'],
    ['From: 03/2021\nTo: 06/2023', '2021-03..2023-06'],
    ['From: 03/2021   To: 06/2023', '2021-03..2023-06'],
    ['Von: 03/2021\nBis: 06/2023', '2021-03..2023-06'],
    ['Start date: March 2021\nEnd date: June 2023', '2021-03..2023-06'],
    ['Date of joining: 03/2021\nDate of leaving: 06/2023', '2021-03..2023-06'],
    ['From 03/2021\nTo present', '2021-03..present'],
    ['From: 03/2021\nTo: Present', '2021-03..present'],
    ['Od: 03/2021\nDo: 06/2023', '2021-03..2023-06'],
    ['С: 03/2021\nПо: 06/2023', '2021-03..2023-06'],
    ['De: 03/2021\nÀ: 06/2023', '2021-03..2023-06'],
    ['Desde: 03/2021\nHasta: 06/2023', '2021-03..2023-06'],
    ['Du 01/03/2021 au 30/06/2023', '2021-03..2023-06'],
    ['开始时间：2021年3月\n结束时间：2023年6月', '2021-03..2023-06'],
    ['since 2019', '2019..present'],
    ['depuis 2019', '2019..present'],
    ['seit 05/2019', '2019-05..present'],
    ['2019 - now', '2019..present'],
    ['2019 – ongoing', '2019..present'],
    ['2019 to date', '2019..present'],
    ['2019 till date', '2019..present'],
    ['May 2019 – still working', '2019-05..present'],
    ['2019 - (current)', '2019..present'],
    ['2019 (ongoing)', '2019..present'],
    ['2017 - 2019 (3 years)', '2017..2019'],
    ['Mar 2021 - Jun 2023 (2 years 4 months)', '2021-03..2023-06'],
    ['Mar 2021 - Present · 2 yrs 4 mos', '2021-03..present'],
    ['январь 2020 – настоящее время (3 года 2 месяца)', '2020-01..present'],
    ['март 2020 г. - август 2023 г.', '2020-03..2023-08'],
    ['с марта 2020 г. по август 2023 г.', '2020-03..2023-08'],
    ['с 2020 по 2023 гг.', '2020..2023'],
    ['с марта 2020 по н.в.', '2020-03..present'],
    ['март 2020 — по настоящее время', '2020-03..present'],
    ['od marca 2020 do sierpnia 2023', '2020-03..2023-08'],
    ['od 03.2020 do chwili obecnej', '2020-03..present'],
    ['marzec 2020 r. – obecnie', '2020-03..present'],
    ['V 2019 – XI 2021', '2019-05..2021-11'],
    ['05.V.2019 - 12.XI.2021', '2019-05..2021-11'],
    ['maaliskuu 2020 – elokuu 2023', '2020-03..2023-08'],
    ['3/2020–8/2023', '2020-03..2023-08'],
    ['2020. március – 2023. augusztus', '2020-03..2023-08'],
    ['2020. 03. - 2023. 08.', '2020-03..2023-08'],
    ['březen 2020 – dosud', '2020-03..present'],
    ['Μάρτιος 2020 – σήμερα', '2020-03..present'],
    ['Μαρτίου 2020 έως Αυγούστου 2023', '2020-03..2023-08'],
    ['Mart 2020 - Ağustos 2023', '2020-03..2023-08'],
    ['Mart 2020 – Halen', '2020-03..present'],
    ['martie 2020 – prezent', '2020-03..present'],
    ['березень 2020 – серпень 2023', '2020-03..2023-08'],
    ['березень 2020 р. – теперішній час', '2020-03..present'],
    ['2020년 3월 ~ 2023년 8월', '2020-03..2023-08'],
    ['2020년 3월 - 현재', '2020-03..present'],
    ['2020.03 ~ 현재', '2020-03..present'],
    ['2020년 3월부터 2023년 8월까지', '2020-03..2023-08'],
    ['2020年3月～現在', '2020-03..present'],
    ['2020年3月から2023年8月まで', '2020-03..2023-08'],
    ['2020年3月　〜　2023年8月', '2020-03..2023-08'],
    ['2020年3月 至今', '2020-03..present'],
    ['2020.03-至今', '2020-03..present'],
    ['2020年3月至2023年8月', '2020-03..2023-08'],
    ['2020年3月 — 2023年8月', '2020-03..2023-08'],
    ['平成30年4月～令和2年3月', '2018-04..2020-03'],
    ['مارس 2020 - أغسطس 2023', '2020-03..2023-08'],
    ['مارس ٢٠٢٠ – أغسطس ٢٠٢٣', '2020-03..2023-08'],
    ['٠٣/٢٠٢٠ - حتى الآن', '2020-03..present'],
    ['من مارس 2020 إلى أغسطس 2023', '2020-03..2023-08'],
    ['آذار 2020 – حتى الآن', '2020-03..present'],
    ['מרץ 2020 - אוגוסט 2023', '2020-03..2023-08'],
    ['מרץ 2020 – היום', '2020-03..present'],
    ['2020 - כיום', '2020..present'],
    ['tháng 3 năm 2020 – tháng 8 năm 2023', '2020-03..2023-08'],
    ['Tháng 3/2020 - Hiện tại', '2020-03..present'],
    ['03/2020 – nay', '2020-03..present'],
    ['từ 03/2020 đến 08/2023', '2020-03..2023-08'],
    ['mars 2020 – augusti 2023', '2020-03..2023-08'],
    ['mars 2020 - pågående', '2020-03..present'],
    ['marts 2020 – august 2023', '2020-03..2023-08'],
    ['mars 2020 - nå', '2020-03..present'],
    ['０３／２０２０　－　０８／２０２３', '2020-03..2023-08'],
    ['２０２０年３月～２０２３年８月', '2020-03..2023-08'],
    ['2018/2019', '2018..2019'],
    ['2014/15', '2014..2015'],
    ['Jan 2019 → Mar 2020', '2019-01..2020-03'],
    ['May-Aug 2019', '2019-05..2019-08'],
    ['March to May 2015', '2015-03..2015-05'],
    ['05-08/2019', '2019-05..2019-08'],
    ['201905 - 202003', '2019-05..2020-03'],
    ['led 2020 – srp 2023', '2020-01..2023-08'],
    ['Visual Studio Pro 2019', '2019.. single'],
    ['Led 2019 migration', '2019.. single'],
    ['Windows Server 2008 R2, SQL 2012', '2008.. single; 2012.. single'],
    ['+44 20 7946 0512', ''],
    ['saved 5/10 and 7/10', ''],
    ['2008 - 2010, 2012 - 2014', '2008..2010; 2012..2014'],
    ['early 2019 – mid 2020', '2019..2020'],
    ['2019年3月-6月', '2019-03..2019-06'],
    ['de mars 2020 à août 2023', '2020-03..2023-08'],
    ['março de 2020 até o momento', '2020-03..present'],
    ['marzo del 2020 al agosto del 2023', '2020-03..2023-08'],
    ['Jan 2020 bis dato', '2020-01..present'],
    ['2020-03 t/m 2023-08', '2020-03..2023-08'],
    ['03/2020 tot en met 08/2023', '2020-03..2023-08'],
    ['12 mars 2020 – 3 august 2023', '2020-03..2023-08'],
    ['Winter 2019/20', '2019-01.. single'],
    ['march2020-june2021', '2020-03..2021-06'],
    ['Mar2020 - Jun2021', '2020-03..2021-06'],
    ['Mar,2020 - Jun,2021', '2020-03..2021-06'],
    ['Mar-2020 to Jun-2021', '2020-03..2021-06'],
    ['Mar/2020 – Jun/2021', '2020-03..2021-06'],
    ['05-17 - 02-21', '2017-05..2021-02'],
    ['6/19 – 3/21', '2019-06..2021-03'],
    ["06/'19 - 03/'21", '2019-06..2021-03'],
    ['2019–', '2019.. single'],
    ['03/2020 - gegenwärtig', '2020-03..present'],
    ['2020 m. kovas – 2023 m. rugpjūtis', '2020-03..2023-08'],
    ['2020. gada marts – pašlaik', '2020-03..present'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it('reads no dates from figures, phones and versions', () => {
    expect(read('saved $2015, +2010%, 555-2015, 12,2010 items and Office2010')).toBe('');
  });
});

const MONTH_NAMES: Record<string, string[]> = {
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
  enShort: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  de: ['Januar', 'Februar', 'März', 'April', 'Mai', 'Juni', 'Juli', 'August', 'September', 'Oktober', 'November', 'Dezember'],
  fr: ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'],
  es: ['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio', 'julio', 'agosto', 'septiembre', 'octubre', 'noviembre', 'diciembre'],
  it: ['gennaio', 'febbraio', 'marzo', 'aprile', 'maggio', 'giugno', 'luglio', 'agosto', 'settembre', 'ottobre', 'novembre', 'dicembre'],
  pt: ['janeiro', 'fevereiro', 'março', 'abril', 'maio', 'junho', 'julho', 'agosto', 'setembro', 'outubro', 'novembro', 'dezembro'],
  nl: ['januari', 'februari', 'maart', 'april', 'mei', 'juni', 'juli', 'augustus', 'september', 'oktober', 'november', 'december'],
};
const two = (n: number): string => String(n).padStart(2, '0');
const STYLES: ((year: number, month: number) => string)[] = [
  ...Object.values(MONTH_NAMES).map((names) => (y: number, m: number) => `${names[m - 1]!} ${String(y)}`),
  (y, m) => `${MONTH_NAMES.enShort![m - 1]!}. ${String(y)}`,
  (y, m) => `${MONTH_NAMES.enShort![m - 1]!} '${two(y % 100)}`,
  (y, m) => `${MONTH_NAMES.enShort![m - 1]!}-${two(y % 100)}`,
  (y, m) => `${MONTH_NAMES.es![m - 1]!} de ${String(y)}`,
  (y, m) => `${two(m)}/${String(y)}`,
  (y, m) => `${String(m)}.${String(y)}`,
  (y, m) => `${two(m)}-${String(y)}`,
  (y, m) => `14.${two(m)}.${String(y)}`,
  (y, m) => `${String(y)}-${two(m)}-14`,
];
const SEPARATORS = [' - ', ' – ', '–', ' — ', ' to ', ' bis ', ' hasta ', ' tot ', ' until ', '\n-\n'];
const PRESENTS = ['present', 'Current', 'heute', "aujourd'hui", 'actualidad', 'oggi', 'o presente', 'heden', 'till date', 'atualmente', 'en cours', 'in corso'];
const date = fc.tuple(fc.integer({ min: 1960, max: 2049 }), fc.integer({ min: 1, max: 12 }));
const iso = ([y, m]: [number, number]): string => `${String(y)}-${two(m)}`;

describe('a name of a month that is another word, too', () => {
  it.each<[string, string | null, string]>([
    ['Kern AG 2015', 'de', '2015.. single'],
    ['Kern AG 2015 - 2018', 'de', '2015..2018'],
    ['Kern AG 2015 - heute', 'de', '2015..present'],
    ['Kern AG 2015', null, '2015.. single'],
    ['2013 - 2015 AG Weser', 'de', '2013..2015'],
    ['Kern AG - Mar 2015', 'de', '2015-03.. single'],
    ['ag. 2015 - set. 2016', 'ca', '2015-08..2016-09'],
    ['Mars 2015 - 2018', 'en', '2015..2018'],
    ['Mars 2015 - Juin 2016', 'en', '2015-03..2016-06'],
    ['Mars 2015 - Présent', 'fr', '2015-03..present'],
    ['mars 2015', null, '2015-03.. single'],
    ['SET 2015', 'en', '2015.. single'],
    ['Set 2015 - Ott 2016', 'it', '2015-09..2016-10'],
    ['shipped out 2019', 'en', '2019.. single'],
    ['Out 2019 - Dez 2020', 'pt', '2019-10..2020-12'],
    ['Out 2019', 'pt', '2019-10.. single'],
    ['five years ago 2015', 'en', '2015.. single'],
    ['DEC 2010', 'en', '2010-12.. single'],
    ['May 2015', 'en', '2015-05.. single'],
    ['Jan 2015', 'de', '2015-01.. single'],
    ['Mai 2015', 'de', '2015-05.. single'],
    ['Sep 2015 - Dez 2016', 'de', '2015-09..2016-12'],
    ['Mag. 2015', 'de', '2015.. single'],
  ])('%s in %s', (text, language, expected) => {
    expect(read(text, language)).toBe(expected);
  });
});

describe('any range in any supported style', () => {
  it('is read back, in text', () => {
    fc.assert(
      fc.property(date, date, fc.constantFrom(...STYLES), fc.constantFrom(...SEPARATORS), (a, b, style, separator) => {
        const text = `Acme Ltd\n${style(...a)}${separator}${style(...b)}\nEngineer`;
        expect(read(text)).toBe(`${iso(a)}..${iso(b)}`);
      }),
      { numRuns: 1500 },
    );
  });

  it('is read back when it is open', () => {
    fc.assert(
      fc.property(date, fc.constantFrom(...STYLES), fc.constantFrom(...SEPARATORS), fc.constantFrom(...PRESENTS), (a, style, separator, present) => {
        expect(read(`${style(...a)}${separator}${present}`)).toBe(`${iso(a)}..present`);
      }),
      { numRuns: 1000 },
    );
  });

  it('never throws, and its spans are in order inside the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('2', '0', '1', '5', '-', '–', '/', '.', ' ', 'Mai', "'", 'to', '\n', 'Q1', 'é', 'İ') }), (text) => {
        let end = 0;
        for (const span of findDates(text)) {
          expect(span.from).toBeGreaterThanOrEqual(end);
          expect(span.to).toBeGreaterThan(span.from);
          end = span.to;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
