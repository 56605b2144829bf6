import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SECTION_KINDS } from '../../domain/index.js';
import { headingKinds } from '../sections.js';
import { parse } from '../testing.js';
import { labelAt } from './labels.js';
import { phrasesOf, type LabelKind } from './language-words.js';
import { DATE_LANGUAGES, LANGUAGES } from './languages/index.js';
import { MONTH_NAMES } from './month-names.js';

const LABELS: readonly LabelKind[] = [
  'title',
  'employer',
  'place',
  'period',
  'degree',
  'school',
  'area',
  'name',
  'other',
];
/** Their script tells them. */
const OWN_SCRIPT = new Set(['zh', 'ja', 'ko', 'ar', 'he', 'el', 'th', 'hi', 'fa']);

describe.each(LANGUAGES)(
  'the table of $code (recipe: CONTRIBUTING.md, "Add a language")',
  ({ code, headings, labels, degrees, schools, fields, roles, employers, legal }) => {
    it('has headings for every kind of section', () => {
      expect(Object.keys(headings).sort()).toEqual(SECTION_KINDS.filter((kind) => kind !== 'header').sort());
      for (const [kind, list] of Object.entries(headings))
        expect(phrasesOf(list).length, `${code}: ${kind}`).toBeGreaterThan(0);
      for (const kind of ['work', 'education', 'skills'] as const)
        expect(phrasesOf(headings[kind]).length, `${code}: ${kind}`).toBeGreaterThan(4);
    });

    it('has labels of every kind, and each is one', () => {
      expect(Object.keys(labels).sort()).toEqual([...LABELS].sort());
      for (const [kind, list] of Object.entries(labels)) {
        expect(phrasesOf(list).length, `${code}: ${kind}`).toBeGreaterThan(0);
        for (const phrase of phrasesOf(list)) expect(labelAt(`${phrase}: Xyz`)?.length, phrase).toBe(phrase.length + 2);
      }
    });

    it('has degrees, schools, fields, roles, employers and legal forms', () => {
      for (const list of [degrees, schools, fields, roles, employers, legal])
        expect(phrasesOf(list).length, code).toBeGreaterThan(1);
      expect(phrasesOf(roles).length).toBeGreaterThan(20);
    });

    it('has headings that head a section, and most of them the one they are meant for', () => {
      const all = Object.entries(headings).flatMap(([kind, list]) =>
        phrasesOf(list).map((phrase) => ({ kind, phrase, found: headingKinds(phrase) })),
      );
      expect(all.filter(({ found }) => found.length === 0)).toEqual([]);
      // Words that a language before this one has for another section.
      expect(
        all.filter(({ kind, found }) => found[0] !== kind && !found.includes(kind as never)).length,
        code,
      ).toBeLessThan(0.05 * all.length);
    });
  },
);

describe.each(DATE_LANGUAGES)('the dates of $code', ({ code, common, dates }) => {
  it('are complete', () => {
    for (const list of [dates.present, dates.from, dates.to, dates.quarter, dates.half, ...dates.seasons])
      expect(phrasesOf(list).length, code).toBeGreaterThan(0);
    expect(phrasesOf(dates.present).length).toBeGreaterThan(3);
    expect(OWN_SCRIPT.has(code) || (common ?? '').split(/\s+/).length >= 20, `${code}: common words`).toBe(true);
  });

  it('have month names, or numbers, from CLDR', () => {
    const row = MONTH_NAMES.split('\n').find((line) => line.startsWith(`${code} `));
    expect(row, `${code}: node scripts/make-month-names.js`).toBeDefined();
    expect(
      ['ja', 'ko'].includes(code) ||
        row!
          .split(' ; ')[0]!
          .split('|')
          .every((names) => names.trim() !== ''),
      code,
    ).toBe(true);
  });
});

it('the recipe names this test, and the docs every language', () => {
  const read = (file: string): string => readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');
  expect(read('CONTRIBUTING.md')).toContain('src/profile/words/languages.test.ts');
  const docs = read('docs/profiles.md');
  const names = new Intl.DisplayNames(['en'], { type: 'language' });
  for (const { code } of DATE_LANGUAGES) expect(docs, code).toContain(names.of(code)!);
});

/** Per language: name, headings (work, education, skills, languages), two posts, degree with school and years, spoken languages. The first post goes on, both to the month. */
const CVS: Record<
  string,
  readonly [name: string, headings: string, first: string, second: string, education: string, spoken: string]
> = {
  en: [
    'Ada Ferring',
    'Work History|Education|Skills|Languages',
    'Software Engineer, Birch Systems Ltd|March 2020 – present|Built the services for the new shop with the team',
    'Programmer, Linden Software Inc|May 2016 – February 2020|Kept the database of the old shop',
    'BSc Computer Science, University of Eastmoor, 2011 – 2016',
    'English',
  ],
  de: [
    'Greta Lindenau',
    'Beruflicher Werdegang|Ausbildung|Kenntnisse|Sprachen',
    'Softwareentwicklerin, Birke Systeme GmbH|März 2020 – heute|Entwicklung der Dienste für den neuen Laden mit dem Team',
    'Programmiererin, Linde Software AG|Mai 2016 – Februar 2020|Betreuung der Datenbank',
    'Bachelor Informatik, Universität Ostmoor, 2011 – 2016',
    'Deutsch',
  ],
  fr: [
    'Adèle Fontanier',
    'Expérience professionnelle|Formation|Compétences|Langues',
    'Ingénieure logiciel, Société Bouleau|mars 2020 – aujourd’hui|Développement des services pour la nouvelle boutique avec une équipe',
    'Développeuse, Tilleul SARL|mai 2016 – février 2020|Maintenance de la base de données',
    'Licence informatique, Université de Valmer, 2011 – 2016',
    'Français',
  ],
  es: [
    'Alba Ferrándiz',
    'Experiencia laboral|Formación|Habilidades|Idiomas',
    'Ingeniera de software, Abedul SL|marzo de 2020 – actualidad|Desarrollo de los servicios para la nueva tienda con un equipo',
    'Programadora, Grupo Tilo|mayo de 2016 – febrero de 2020|Mantenimiento de la base de datos',
    'Grado en Informática, Universidad de Valmar, 2011 – 2016',
    'Español',
  ],
  it: [
    'Alba Ferranti',
    'Esperienza professionale|Istruzione|Competenze|Lingue',
    'Sviluppatrice, Betulla SpA|marzo 2020 – oggi|Sviluppo dei servizi per il nuovo negozio con una squadra',
    'Programmatore, Gruppo Tiglio|maggio 2016 – febbraio 2020|Manutenzione della base di dati',
    'Laurea in Informatica, Università di Valmara, 2011 – 2016',
    'Italiano',
  ],
  pt: [
    'Alba Ferreirinha',
    'Experiência profissional|Formação acadêmica|Habilidades|Idiomas',
    'Engenheira de software, Bétula Ltda|março de 2020 – atual|Desenvolvimento dos serviços para a nova loja com uma equipe',
    'Programadora, Grupo Tília|maio de 2016 – fevereiro de 2020|Manutenção do banco de dados',
    'Bacharelado em Informática, Universidade de Valmar, 2011 – 2016',
    'Português',
  ],
  nl: [
    'Annelies Veldkamp',
    'Werkervaring|Opleiding|Vaardigheden|Talen',
    'Softwareontwikkelaar, Berk Systemen BV|maart 2020 – heden|Ontwikkeling van de diensten voor de nieuwe winkel met het team',
    'Programmeur, Linde Groep|mei 2016 – februari 2020|Onderhoud van de database',
    'Bachelor Informatica, Universiteit Oostmeer, 2011 – 2016',
    'Nederlands',
  ],
  pl: [
    'Zofia Lipińska',
    'Doświadczenie zawodowe|Wykształcenie|Umiejętności|Języki obce',
    'Programistka, Brzoza Sp. z o.o.|marzec 2020 – obecnie|Rozwój usług dla nowego sklepu oraz praca w zespole',
    'Analityk danych, Grupa Lipa|maj 2016 – luty 2020|Utrzymanie bazy danych',
    'Magister informatyki, Uniwersytet Wschodni, 2011 – 2016',
    'polski',
  ],
  sv: [
    'Astrid Lindvall',
    'Arbetslivserfarenhet|Utbildning|Kompetenser|Språk',
    'Systemutvecklare, Björk System AB|mars 2020 – pågående|Utveckling av tjänster för den nya butiken och arbete med ett team',
    'Programmerare, Lind Programvara AB|maj 2016 – februari 2020|Underhåll av databasen',
    'Kandidatexamen datavetenskap, Östmarks universitet, 2011 – 2016',
    'svenska',
  ],
  ro: [
    'Ana Mesteacănu',
    'Experiență profesională|Educație|Competențe|Limbi străine',
    'Inginer software, Mesteacăn SRL|martie 2020 – prezent|Dezvoltarea serviciilor pentru noul magazin și lucrul cu echipa',
    'Programator, Grupul Tei|mai 2016 – februarie 2020|Întreținerea bazei de date',
    'Licență în informatică, Universitatea de Est, 2011 – 2016',
    'română',
  ],
  tr: [
    'Ayşe Ihlamur',
    'İş Deneyimi|Eğitim|Yetenekler|Yabancı Diller',
    'Yazılım Mühendisi, Huş Yazılım A.Ş.|Mart 2020 – Halen|Yeni mağaza için servislerin geliştirilmesi ve ekip ile çalışma',
    'Programcı, Ihlamur Holding|Mayıs 2016 – Şubat 2020|Veritabanının bakımı',
    'Bilgisayar Mühendisliği Lisans, Doğu Üniversitesi, 2011 – 2016',
    'Türkçe',
  ],
  ru: [
    'Анна Берёзова',
    'Опыт работы|Образование|Ключевые навыки|Иностранные языки',
    'Инженер-программист, ООО «Берёза»|март 2020 – по настоящее время|Разработка сервисов для нового магазина',
    'Программист, АО «Липа»|май 2016 – февраль 2020|Поддержка базы данных',
    'Бакалавр информатики, Восточный университет, 2011 – 2016',
    'русский',
  ],
  zh: [
    '李小桦',
    '工作经历|教育背景|专业技能|语言能力',
    '后端工程师，白桦科技有限公司|2020年3月 – 至今|负责新商店服务的设计与开发',
    '程序员，椴树软件有限公司|2016年5月 – 2020年2月|维护数据库',
    '计算机科学 本科，东湖大学，2011 – 2016',
    '中文',
  ],
  ja: [
    '白樺 花子',
    '職務経歴|学歴|スキル|語学力',
    'ソフトウェアエンジニア、株式会社白樺|2020年3月 ～ 現在|新しい店舗のためのサービスを開発しました',
    'プログラマー、菩提樹システム株式会社|2016年5月 ～ 2020年2月|データベースの保守を担当',
    '情報工学 学士、東湖大学、2011 – 2016',
    '日本語',
  ],
  ar: [
    'ليلى حسن الزهراني',
    'الخبرات العملية|التعليم|المهارات|اللغات',
    'مهندسة برمجيات، شركة البتولا|مارس 2020 – حتى الآن|تطوير الخدمات للمتجر الجديد مع الفريق',
    'مبرمجة، مؤسسة الزيزفون|مايو 2016 – فبراير 2020|صيانة قاعدة البيانات',
    'بكالوريوس علوم الحاسوب، جامعة الشرق، 2011 – 2016',
    'العربية',
  ],
  da: [
    'Astrid Lindegård',
    'Erhvervserfaring|Uddannelse|Kompetencer|Sprog',
    'Softwareudvikler, Birk Systemer A/S|marts 2020 – nu|Udvikling af tjenester for den nye butik og arbejde hos et team',
    'Programmør, Lind Software ApS|maj 2016 – februar 2020|Vedligehold af databasen',
    'Kandidat i datalogi, Østmarkens Universitet, 2011 – 2016',
    'dansk',
  ],
  no: [
    'Astrid Bjerkestad',
    'Arbeidserfaring|Utdanning|Ferdigheter|Språk',
    'Systemutvikler, Bjørk Systemer AS|mars 2020 – nå|Utvikling av tjenester for den nye butikken og arbeid innen et team',
    'Programmerer, Lind Programvare AS|mai 2016 – februar 2020|Vedlikehold av databasen',
    'Bachelorgrad i informatikk, Universitetet i Østmark, 2011 – 2016',
    'norsk',
  ],
  fi: [
    'Aino Koivula',
    'Työkokemus|Koulutus|Taidot|Kielitaito',
    'Ohjelmistokehittäjä, Koivu Oy|maaliskuu 2020 – edelleen|Palvelujen kehitys uutta kauppaa varten ja työ tiimin kanssa',
    'Ohjelmoija, Lehmus Oyj|toukokuu 2016 – helmikuu 2020|Tietokannan ylläpito sekä huolto',
    'Luonnontieteiden kandidaatti, Itämaan yliopisto, 2011 – 2016',
    'suomi',
  ],
  cs: [
    'Anna Břízová',
    'Pracovní zkušenosti|Vzdělání|Dovednosti|Jazykové znalosti',
    'Programátorka, Bříza s.r.o.|březen 2020 – dosud|Vývoj služeb pro nový obchod a práce v týmu',
    'Analytička, Lípa a.s.|květen 2016 – únor 2020|Údržba databáze',
    'Bakalář informatiky, Východní univerzita, 2011 – 2016',
    'čeština',
  ],
  hu: [
    'Nyírfa Anna',
    'Szakmai tapasztalat|Tanulmányok|Készségek|Nyelvtudás',
    'Szoftverfejlesztő, Nyírfa Kft.|2020. március – jelenleg|Szolgáltatások fejlesztése az új bolt számára és a csapat munkája',
    'Programozó, Hársfa Zrt.|2016. május – 2020. február|Az adatbázis karbantartása',
    'Mérnökinformatikus diploma, Keleti Egyetem, 2011 – 2016',
    'magyar',
  ],
  uk: [
    'Ганна Березова',
    'Досвід роботи|Освіта|Навички|Мови',
    'Інженер-програміст, ТОВ «Береза»|березень 2020 – теперішній час|Розробка сервісів для нової крамниці',
    'Програміст, ПАТ «Липа»|травень 2016 – лютий 2020|Підтримка бази даних',
    'Бакалавр інформатики, Східний університет, 2011 – 2016',
    'українська',
  ],
  el: [
    'Άννα Σημυδάκη',
    'Επαγγελματική εμπειρία|Εκπαίδευση|Δεξιότητες|Ξένες γλώσσες',
    'Μηχανικός λογισμικού, Σημύδα Α.Ε.|Μάρτιος 2020 – σήμερα|Ανάπτυξη υπηρεσιών για το νέο κατάστημα',
    'Προγραμματίστρια, Όμιλος Φλαμουριά|Μάιος 2016 – Φεβρουάριος 2020|Συντήρηση της βάσης δεδομένων',
    'Πτυχίο πληροφορικής, Πανεπιστήμιο Ανατολής, 2011 – 2016',
    'ελληνικά',
  ],
  ko: [
    '김자작',
    '경력사항|학력|기술 스택|외국어',
    '소프트웨어 엔지니어, 주식회사 자작|2020년 3월 ~ 현재|새로운 상점을 위한 서비스 개발',
    '프로그래머, 보리수 시스템즈|2016년 5월 ~ 2020년 2월|데이터베이스 유지 보수',
    '컴퓨터공학 학사, 동호대학교, 2011 – 2016',
    '한국어',
  ],
  vi: [
    'Nguyễn Thị Bạch Dương',
    'Kinh nghiệm làm việc|Học vấn|Kỹ năng|Ngoại ngữ',
    'Kỹ sư phần mềm, Công ty TNHH Bạch Dương|tháng 3 năm 2020 – hiện tại|Phát triển các dịch vụ cho cửa hàng mới và làm việc với nhóm',
    'Lập trình viên, Tập đoàn Cây Đoạn|tháng 5 năm 2016 – tháng 2 năm 2020|Bảo trì cơ sở dữ liệu',
    'Cử nhân Khoa học máy tính, Đại học Đông Hồ, 2011 – 2016',
    'tiếng Việt',
  ],
  he: [
    'נועה ליבנה',
    'ניסיון תעסוקתי|השכלה|כישורים|שפות',
    'מהנדסת תוכנה, חברת ליבנה|מרץ 2020 – היום|פיתוח שירותים לחנות החדשה עם הצוות',
    'תוכניתנית, קבוצת תרזה|מאי 2016 – פברואר 2020|תחזוקת מסד הנתונים',
    'תואר ראשון במדעי המחשב, אוניברסיטת המזרח, 2011 – 2016',
    'עברית',
  ],
};

const COMMA = /[,،、，] ?/u;
function cvOf([name, headings, first, second, education, spoken]: (typeof CVS)[string]): string {
  const [work, school, skills, languages] = headings.split('|');
  const posts = [first, second].map((post) => {
    const [head, dates, duty] = post.split('|');
    return `${head!}\n${dates!}\n- ${duty!}`;
  });
  return `${name}\nanyone@example.org | +44 20 7946 0018\n\n${work!}\n\n${posts.join('\n\n')}\n\n${school!}\n\n${education}\n\n${skills!}\n\nJava, Spring, PostgreSQL\n\n${languages!}\n\n${spoken}\n`;
}

describe.each(Object.entries(CVS))('a CV in %s', (code, cv) => {
  const profile = parse(cvOf(cv));
  const [name, , first, second, education] = cv;
  const head = (post: string): string[] => post.split('|')[0]!.split(COMMA);

  it('is known to be in that language', () => {
    expect(profile.language).toBe(code);
  });

  it('has its name, posts, school and sections read', () => {
    const { basics, work, education: schools } = profile.resume;
    expect(basics.name).toBe(name);
    expect(work.map((post) => [post.position, post.name, post.startDate, post.current ?? post.endDate])).toEqual([
      [...head(first), '2020-03', true],
      [...head(second), '2016-05', '2020-02'],
    ]);
    expect(schools.map((entry) => entry.institution)).toEqual([education.split(COMMA)[1]]);
    expect(profile.sections.map((section) => section.kind)).toEqual([
      'header',
      'work',
      'education',
      'skills',
      'languages',
    ]);
  });
});
