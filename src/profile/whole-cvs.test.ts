import { expect, test } from 'vitest';
import { parse } from './testing.js';

/** Whole CVs as written in various countries, each with something that no other test covers. */
const read = (text: string): Record<string, unknown> => {
  const { resume, language } = parse(text, '2024-06-01');
  const { basics, work, education, languages } = resume;
  return {
    language,
    name: basics.name,
    work: work.map(({ position, name, startDate, endDate, current }) => [
      position,
      name,
      startDate,
      current === true ? 'now' : endDate,
    ]),
    education: education.map(({ studyType, institution, endDate }) => [studyType, institution, endDate]),
    languages: languages.map((one) => one.language),
  };
};

test('Japanese: a line for every event of school and work', () => {
  expect(
    read(
      '履歴書\n\n氏名　森田 葵\n電話番号　080-5550-1111\n\n学歴\n2010年 4月　早瀬大学 工学部 入学\n2014年 3月　早瀬大学 工学部 卒業\n\n職歴\n2014年 4月　若葉システム株式会社 入社 システムエンジニアとして開発を担当\n2018年 9月　若葉システム株式会社 退社\n2018年10月　株式会社ひかり 入社 プロジェクトマネージャー\n現在に至る\n\nスキル\nJava、Linux\n',
    ),
  ).toMatchObject({
    language: 'ja',
    name: '森田 葵',
    work: [
      ['システムエンジニア', '若葉システム株式会社', '2014-04', '2018-09'],
      ['プロジェクトマネージャー', '株式会社ひかり', '2018-10', 'now'],
    ],
    education: [[undefined, '早瀬大学', '2014-03']],
  });
});

test('Spanish: dates, title and employer as sentences; a title that begins as a duty would', () => {
  expect(
    read(
      'CURRÍCULUM VITAE\n\nNombre y apellidos: Lucía Olmedo\n\nEXPERIENCIA LABORAL\nEnero 2019 – Actualidad. Responsable de administración. Aceites Guadal, S.L. (Sevilla)\n- Contabilidad y tesorería\nSeptiembre 2014 – Diciembre 2018. Auxiliar administrativa. Asesoría Pinar, S.L. (Huelva)\n- Nóminas\n\nFORMACIÓN ACADÉMICA\n2010 – 2014. Grado en Economía. Universidad de Sevilla\n2008 – 2010. Bachillerato. I.E.S. Triana\n\nIDIOMAS\nInglés: B2\n',
    ),
  ).toMatchObject({
    language: 'es',
    name: 'Lucía Olmedo',
    languages: ['English'],
    work: [
      ['Responsable de administración', 'Aceites Guadal, S.L.', '2019-01', 'now'],
      ['Auxiliar administrativa', 'Asesoría Pinar, S.L.', '2014-09', '2018-12'],
    ],
    education: [
      ['Grado', 'Universidad de Sevilla', '2014'],
      ['Bachillerato', 'I.E.S. Triana', '2010'],
    ],
  });
});

test('Italian: the old form of Europass, bulleted labels with their values in a column', () => {
  expect(
    read(
      'INFORMAZIONI PERSONALI\nNome\tGiulia Bernasconi\n\nESPERIENZA LAVORATIVA\n• Date (da – a)\tMaggio 2018 – in corso\n• Nome e indirizzo del datore di lavoro\tTessuti Brianza S.p.A., Monza\n• Tipo di azienda o settore\tTessile\n• Tipo di impiego\tResponsabile acquisti\n• Principali mansioni e responsabilità\tGestione dei fornitori\n\nISTRUZIONE E FORMAZIONE\n• Date (da – a)\t2010 – 2014\n• Nome e tipo di istituto di istruzione o formazione\tUniversità degli Studi di Milano\n• Qualifica conseguita\tLaurea triennale in Economia aziendale\n\nMADRELINGUA\nItaliano\nALTRE LINGUE\nInglese: B2\n',
    ),
  ).toMatchObject({
    language: 'it',
    name: 'Giulia Bernasconi',
    languages: ['Italian', 'English'],
    work: [['Responsabile acquisti', 'Tessuti Brianza S.p.A.', '2018-05', 'now']],
    education: [['Laurea triennale', 'Università degli Studi di Milano', '2014']],
  });
});

test('Russian: the page is called as a heading of other CVs is; languages behind a label', () => {
  expect(
    read(
      'РЕЗЮМЕ\n\nСоколова Марина Викторовна\nТелефон: +7 (912) 555-01-23\n\nОпыт работы:\nИюнь 2018 — по настоящее время\nООО «Кровли», г. Екатеринбург\nГлавный бухгалтер\n\nОбразование:\n2007 — 2012 Уральский государственный университет\n\nВладение языками: английский — базовый\n',
    ),
  ).toMatchObject({
    language: 'ru',
    name: 'Соколова Марина Викторовна',
    languages: ['English'],
    work: [['Главный бухгалтер', 'ООО «Кровли»', '2018-06', 'now']],
  });
});

test('Arabic: employers behind a word; Dutch: a city that is a province, too; Swedish: roles and schools in one word', () => {
  expect(
    read(
      'عمر خالد الزهراني\nالرياض | 0505550987\n\nخبرة العمل\nمن يناير 2020 إلى الوقت الحاضر: مهندس برمجيات أول في شركة نجد للتقنية\n• تطوير الخدمات\n\nاللغات\nالعربية، الإنجليزية\n',
    ),
  ).toMatchObject({
    work: [['مهندس برمجيات أول', 'شركة نجد للتقنية', '2020-01', 'now']],
    languages: ['Arabic', 'English'],
  });
  expect(
    read(
      'Sanne van der Velde\n\nWerkervaring\nmei 2019 – heden\nProjectleider, Zorggroep Vechtdal, Utrecht\nAansturen van verbeterprojecten.\n\nOpleidingen\n2010 – 2014 Bachelor Bestuurskunde, Hogeschool Utrecht\n',
    ),
  ).toMatchObject({ work: [['Projectleider', 'Zorggroep Vechtdal', '2019-05', 'now']] });
  expect(
    read(
      'Elin Sandström\n\nArbetslivserfarenhet\n2019-08 – pågående\tEkonomiansvarig, Uppsala Trävaror AB\nAnsvar för bokslut.\n\nUtbildning\n2008 – 2011\tSamhällsvetenskapsprogrammet, Fyrisskolan\n\nSpråk\nSvenska: modersmål\n',
    ),
  ).toMatchObject({
    work: [['Ekonomiansvarig', 'Uppsala Trävaror AB', '2019-08', 'now']],
    education: [[undefined, 'Samhällsvetenskapsprogrammet, Fyrisskolan', '2011']],
    languages: ['Swedish'],
  });
});

test('a short CV is in the language of its headings', () => {
  expect(
    read(
      'Jeroen Hoogstraten\nRotterdam\n\nLoopbaan\n2020 – nu\tMaasstad Software B.V.\n\tLead developer\n\nVaardigheden\nC#, .NET, Azure\n\nTalenkennis\nNederlands, Engels\n',
    ),
  ).toMatchObject({ language: 'nl' });
});
