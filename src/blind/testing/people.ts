import { stripAccents } from '../../profile/text/lines.js';
import { Random } from '../../simulate/random.js';

/** Invented people of twelve cultures: no name is taken from anybody, and none is a word of the CVs they are put into. */

export type Tongue =
  'en' | 'de' | 'fr' | 'es' | 'it' | 'pt' | 'nl' | 'pl' | 'tr' | 'ru' | 'zh' | 'ar' | 'ja' | 'ko' | 'el';

export interface Invented {
  tongue: Tongue;
  first: string;
  last: string;
  /** In the order and script of the culture. */
  full: string;
  /** First and last name in Latin letters. */
  latin: [first: string, last: string];
  email: string;
  phone: string;
  link: string;
  street: string;
  town: string;
  /** A date of birth as written, and the age at the time. */
  birth: string;
  age: number;
  school: string;
  /** The part of the school's name that is invented. */
  schoolName: string;
}

interface Culture {
  tongue: Tongue;
  /** Beginnings and ends of names, one invented name per pair. */
  first: [string, string];
  last: [string, string];
  school: (name: string) => string;
  street: (name: string, number: number) => string;
  phone: string;
}

const pairs = (first: string, last: string): [string, string] => [first, last];
const CULTURES: readonly Culture[] = [
  {
    tongue: 'en',
    first: pairs('Jor Bre Kel Tam Wyn Dar Elb Cor', 'rick wyn landa more tessa vin mund dette'),
    last: pairs('Thorn Ash Wether Hallo Brack Quill Marl Pem', 'wickham grovely lesby stonely venter mothe bury tonby'),
    school: (name) => `${name} State University`,
    street: (name, number) => `${number} ${name} Road`,
    phone: '+44 7700 9##',
  },
  {
    tongue: 'de',
    first: pairs('Wal Ger Hel Ing Rein Sieg Fried Ort', 'trudis hold wigga mute olfine bertus ruhne linde'),
    last: pairs(
      'Grün Möck Schür Brück Dörf Stöck Kess Lütz',
      'lberger enhaus mannsdorf heimer ichmüller elhofer bacher wieser',
    ),
    school: (name) => `Hochschule ${name}`,
    street: (name, number) => `${name}straße ${number}`,
    phone: '+49 151 23##',
  },
  {
    tongue: 'fr',
    first: pairs('Odi Mar Clé Sol Bert Gwen Aur Flo', 'anne gaut ménaïs lène rande aëlle rélien vette'),
    last: pairs('Beau Mont Châ Ville Ro Font Lar Gra', 'champier rillon telaine broux quefort vannes tigue melin'),
    school: (name) => `Université de ${name}`,
    street: (name, number) => `${number} rue ${name}`,
    phone: '+33 6 12 ##',
  },
  {
    tongue: 'es',
    first: pairs('Jua Ama Ro Este Lu Feli Mar Ode', 'nita ranto delia bando cerina pando celina lvina'),
    last: pairs('Cas Mor Vil Esco Ped Ler Zam Bur', 'tañeda illeja labrega ballosa rañuela menteros branillo guillos'),
    school: (name) => `Universidad de ${name}`,
    street: (name, number) => `Calle ${name} ${number}`,
    phone: '+34 612 3##',
  },
  {
    tongue: 'it',
    first: pairs('Gio Bea Fio Do Ales Cri Lu Ser', 'vandra trina renzo natella sandrino spiera ciandra afina'),
    last: pairs('Bran Mon Cas Pel Gal Fer Ros Tor', 'colesi tavani tellanti legrosi lazzoni ruccini sinelli rigiani'),
    school: (name) => `Politecnico di ${name}`,
    street: (name, number) => `Via ${name} ${number}`,
    phone: '+39 347 1##',
  },
  {
    tongue: 'pt',
    first: pairs('Joa Va Ru Te Lu Gra Fa Hele', 'quina léria bensa resinha cianno cilda biana nilda'),
    last: pairs('Al Fer Car Mou Ne Tei Bar Nog', 'meirosa reirinha valhães rarias vesosa xeirano reteiro ueiral'),
    school: (name) => `Universidade de ${name}`,
    street: (name, number) => `Rua ${name}, ${number}`,
    phone: '+351 912 3##',
  },
  {
    tongue: 'nl',
    first: pairs('Joos Wil Maar Gert Fem Bre Lieve Dir', 'tine lemke tsje janneke keline chtje nanda kje'),
    last: pairs('Vel Hoo Slui Bre Kui Wes Dek Oos', 'dhuizen gendoorn sveld ukelaar perswijk tergracht kersma terlink'),
    school: (name) => `Hogeschool ${name}`,
    street: (name, number) => `${name}laan ${number}`,
    phone: '+31 6 12##',
  },
  {
    tongue: 'pl',
    first: pairs('Bogu Mie Woj Zdzi Ja Lud Kazi Bro', 'sława czysława ciecha sława droga miła mirka nisława'),
    last: pairs(
      'Kowal Wiś Zie Dąb Szczep Gół Mak Krzy',
      'czewska niecka lonkowska rowiecka anowska ębiecka owiecka żanowska',
    ),
    school: (name) => `Politechnika ${name}`,
    street: (name, number) => `ul. ${name} ${number}`,
    phone: '+48 601 2##',
  },
  {
    tongue: 'tr',
    first: pairs('Gül Ay Er Tun Nur Ser Bar Öz', 'şenay çinur demir çerhan setin kanay ışcan lemnur'),
    last: pairs('Yıl Kara Öz Demir Ak Çe Gü Taş', 'dırımcı göllü türkmen bağlı çayırlı likkol neşbaş delenli'),
    school: (name) => `${name} Üniversitesi`,
    street: (name, number) => `${name} Sokak No: ${number}`,
    phone: '+90 532 1##',
  },
  {
    tongue: 'ru',
    first: pairs('Свет Люд Все Бори Зи Гали Ва Ра', 'ланида милена володин слава наидa нара сильна дмила'),
    last: pairs(
      'Куз Пет Сми Вол Зай Мор Бело Гри',
      'нецовина рухинова рновская коненко цевская озовенко глазова горчук',
    ),
    school: (name) => `Университет ${name}`,
    street: (name, number) => `ул. ${name}, д. ${number}`,
    phone: '+7 916 12##',
  },
  {
    tongue: 'el',
    first: pairs('Αθα Ευ Κων Σω Δημη Θεο Ελε Γρη', 'νασώ δοξία σταντή τηρώ τρούλα φανώ νιώ γορία'),
    last: pairs(
      'Παπα Καρα Χατζη Μαυρο Ξενο Δελη Κουτσο Αλεξο',
      'γεωργάκης λιβάνης μπεκιάρης γιαννάκος πουλίδης βοριάς νικολής πουλάκης',
    ),
    school: (name) => `Πανεπιστήμιο ${name}`,
    street: (name, number) => `οδός ${name} ${number}`,
    phone: '+30 694 1##',
  },
  {
    tongue: 'ar',
    first: pairs('عب يو نو هي سل مر كر رش', 'دالود سفين رهان ثمين مانور ياسن يمال يدان'),
    last: pairs('الحد القا البغ الزه النج الخط العط المص', 'ادوي سماري ديدي رانوي ارفي يبوي ارسي ريفاوي'),
    school: (name) => `جامعة ${name}`,
    street: (name, number) => `شارع ${name} ${number}`,
    phone: '+971 50 1##',
  },
  {
    tongue: 'zh',
    first: pairs('晓 梓 雨 思 浩 欣 俊 雪', '嫣 睿 珩 翊 菀 翀 甯 琬'),
    last: pairs('郗 濮 缪 郜 逯 鄢 璩 戚', ' '),
    school: (name) => `${name}大学`,
    street: (name, number) => `${name}路${number}号`,
    phone: '+86 138 12##',
  },
  {
    tongue: 'ja',
    first: pairs('千 美 拓 陽 遥 智 彩 涼', '鶴 緒 弥 翔 菜 紗 斗 音'),
    last: pairs('鷲 蓼 榊 棚 鴨 槙 篠 葛', '尾 沼 窪 瀬 巻 峯 畑 浦'),
    school: (name) => `${name}大学`,
    street: (name, number) => `東京都港区${name}${number}丁目`,
    phone: '+81 90 12##',
  },
  {
    tongue: 'ko',
    first: pairs('채 승 하 예 도 시 은 태', '윤 빈 율 온 겸 혁 솔 담'),
    last: pairs('봉 옥 제갈 선우 독고 맹 피 탁', ' '),
    school: (name) => `${name}대학교`,
    street: (name, number) => `서울시 강남구 ${name}로 ${number}`,
    phone: '+82 10 12##',
  },
];

const LATIN: readonly Tongue[] = ['ru', 'el', 'ar', 'zh', 'ja', 'ko'];
/** How a name of another script is written in Latin letters: invented as well. */
const ROMAN = pairs('Vel Zor Quen Tash Yil Brom Xan Dov', 'imara ethko unday orvik ashene ilgot uzhan emtai');
/** Towns that no list knows. */
const TOWNS = pairs('Alten Nether Over Querl Vosk Brum Ister Gask', 'hausen ford burgh stedt vik dorp mouth wick');

/** Person `n`, always the same one; people of one culture have other names as long as there are pairs. */
export function invented(n: number): Invented {
  const random = new Random('planted', n);
  const culture = CULTURES[n % CULTURES.length]!;
  const round = Math.floor(n / CULTURES.length);
  const first = named(culture.first, round);
  const last = named(culture.last, round * 7 + 3);
  const latin: [string, string] = LATIN.includes(culture.tongue)
    ? [named(ROMAN, n), named(ROMAN, n * 5 + 11)]
    : [first, last];
  const isEastern = ['zh', 'ja', 'ko'].includes(culture.tongue);
  const handle = plain(`${latin[0]}${random.pick(['.', '_', ''])}${latin[1]}`);
  const schoolName =
    culture.tongue === 'zh' || culture.tongue === 'ja'
      ? named(culture.last, round + 5) + first
      : named(TOWNS, n * 3 + 1) + 'ia';
  const year = random.int(1962, 2003);
  return {
    tongue: culture.tongue,
    first,
    last,
    full: isEastern ? `${last}${first}` : `${first} ${last}`,
    latin,
    email: `${handle}${random.int(1, 99)}@${random.pick(['example.com', 'mail.example.org', `${plain(latin[1])}.example.net`])}`,
    phone: culture.phone.replace('##', ` ${random.int(100, 999)} ${random.int(100, 999)}`),
    link: random.pick([
      `https://www.linkedin.com/in/${handle}`,
      `github.com/${handle}`,
      `www.${plain(latin[1])}-${n}.example.net`,
    ]),
    street: culture.street(named(TOWNS, n + 9), random.int(2, 180)),
    town: named(TOWNS, n * 2 + 5),
    birth: `${String(random.int(1, 28)).padStart(2, '0')}.${String(random.int(1, 12)).padStart(2, '0')}.${year}`,
    age: 2026 - year,
    school: culture.school(schoolName),
    schoolName,
  };
}

function named([heads, tails]: [string, string], n: number): string {
  const [first, second] = [heads.split(' '), tails.trim() === '' ? [''] : tails.split(' ')];
  return first[n % first.length]! + second[Math.floor(n / first.length + n) % second.length]!;
}

export function plain(text: string): string {
  return stripAccents(text.toLowerCase()).replace(/[^\p{L}\p{N}._@-]/gu, '');
}
