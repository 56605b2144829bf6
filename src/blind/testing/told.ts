import type { Invented, Tongue } from './people.js';

/** What CVs of a language say around names, ages and schools. */
export interface Told {
  work: string;
  study: string;
  skills: string;
  summary: string;
  publications: string;
  engineer: string;
  degree: string;
  name: string;
  born: string;
  phone: string;
  gender: string;
  family: string;
  dear: string;
  regards: string;
  led: string;
  /** An address before a family name. */
  title: string;
  hired: (full: string) => string;
  mine: (person: Invented) => string;
  third: (person: Invented) => string;
  aged: (age: number) => string;
  /** What must not be seen of `aged`. */
  ageIn: (age: number) => string;
  bornIn: (birth: string) => string;
  studied: (school: string) => string;
}

const en: Told = {
  ...{
    work: 'Work Experience',
    study: 'Education',
    skills: 'Skills',
    summary: 'Summary',
    publications: 'Publications',
  },
  ...{
    engineer: 'Software Engineer',
    degree: 'BSc Computer Science',
    name: 'Name',
    born: 'Date of birth',
    phone: 'Phone',
  },
  ...{
    gender: 'Gender: female',
    family: 'Married, two children.',
    dear: 'Dear Sir or Madam,',
    regards: 'Kind regards,',
  },
  led: 'led a team of six engineers and cut costs.',
  title: 'Mrs',
  hired: (full) => `In 2019 Uferwerk hired ${full} to lead the data team.`,
  mine: ({ full }) => `My name is ${full} and I build services with Kafka.`,
  third: ({ full, first }) =>
    `${full} is a software engineer. ${first} has built services for banks; colleagues praise her patience.`,
  aged: (age) => `I am ${age} years old.`,
  ageIn: (age) => `${age} years old`,
  bornIn: (birth) => `I was born on ${birth} and like to travel.`,
  studied: (school) => `I studied computer science at ${school} until 2012.`,
};

export const TOLD: Record<Tongue, Told> = {
  en,
  de: {
    ...{
      work: 'Berufserfahrung',
      study: 'Ausbildung',
      skills: 'Kenntnisse',
      summary: 'Profil',
      publications: 'Veröffentlichungen',
    },
    ...{
      engineer: 'Softwareentwickler',
      degree: 'B.Sc. Informatik',
      name: 'Name',
      born: 'Geburtsdatum',
      phone: 'Telefon',
    },
    ...{
      gender: 'Geschlecht: weiblich',
      family: 'Verheiratet, zwei Kinder.',
      dear: 'Sehr geehrte Damen und Herren,',
      regards: 'Mit freundlichen Grüßen',
    },
    led: 'leitete ein Team mit sechs Leuten.',
    title: 'Frau',
    hired: (full) => `2019 stellte Uferwerk ${full} für das Datenteam ein.`,
    mine: ({ full }) => `Mein Name ist ${full} und ich entwickle Dienste mit Kafka.`,
    third: ({ full, first }) =>
      `${full} entwickelt Software. ${first}s Dienste laufen bei Banken; Frau ${first} gilt als geduldig.`,
    aged: (age) => `Ich bin ${age} Jahre alt.`,
    ageIn: (age) => `${age} Jahre`,
    bornIn: (birth) => `Ich wurde am ${birth} geboren (geb. ${birth}).`,
    studied: (school) => `Ich habe an der ${school} Informatik studiert.`,
  },
  fr: {
    ...{
      work: 'Expérience professionnelle',
      study: 'Formation',
      skills: 'Compétences',
      summary: 'Profil',
      publications: 'Publications',
    },
    ...{
      engineer: 'Ingénieur logiciel',
      degree: 'Licence Informatique',
      name: 'Nom',
      born: 'Date de naissance',
      phone: 'Téléphone',
    },
    ...{
      gender: 'Sexe : féminin',
      family: 'Mariée, deux enfants.',
      dear: 'Madame, Monsieur,',
      regards: 'Cordialement,',
    },
    led: 'a dirigé une équipe de six personnes.',
    title: 'Mme',
    hired: (full) => `En 2019, Uferwerk a recruté ${full} pour diriger l’équipe.`,
    mine: ({ full }) => `Je m’appelle ${full} et je construis des services avec Kafka.`,
    third: ({ full, first }) => `${full} développe des logiciels. ${first} a construit des services pour des banques.`,
    aged: (age) => `J’ai ${age} ans.`,
    ageIn: (age) => `${age} ans`,
    bornIn: (birth) => `Née le ${birth} à Ville.`,
    studied: (school) => `J’ai étudié à l’${school} jusqu’en 2012.`,
  },
  es: {
    ...{
      work: 'Experiencia laboral',
      study: 'Formación',
      skills: 'Competencias',
      summary: 'Perfil',
      publications: 'Publicaciones',
    },
    ...{
      engineer: 'Ingeniero de software',
      degree: 'Grado en Informática',
      name: 'Nombre',
      born: 'Fecha de nacimiento',
      phone: 'Teléfono',
    },
    ...{ gender: 'Sexo: femenino', family: 'Casada, dos hijos.', dear: 'Estimados señores:', regards: 'Atentamente,' },
    led: 'dirigió un equipo de seis personas.',
    title: 'Sra.',
    hired: (full) => `En 2019 Uferwerk contrató a ${full} para dirigir el equipo.`,
    mine: ({ full }) => `Me llamo ${full} y construyo servicios con Kafka.`,
    third: ({ full, first }) => `${full} desarrolla software. ${first} ha construido servicios para bancos.`,
    aged: (age) => `Tengo ${age} años.`,
    ageIn: (age) => `${age} años`,
    bornIn: (birth) => `Nacida el ${birth}.`,
    studied: (school) => `Estudié en la ${school} hasta 2012.`,
  },
  it: {
    ...{
      work: 'Esperienza lavorativa',
      study: 'Istruzione',
      skills: 'Competenze',
      summary: 'Profilo',
      publications: 'Pubblicazioni',
    },
    ...{
      engineer: 'Ingegnere del software',
      degree: 'Laurea in Informatica',
      name: 'Nome',
      born: 'Data di nascita',
      phone: 'Telefono',
    },
    ...{
      gender: 'Sesso: femminile',
      family: 'Sposata, due figli.',
      dear: 'Gentili signori,',
      regards: 'Cordiali saluti',
    },
    led: 'ha guidato un gruppo di sei persone.',
    title: 'Sig.ra',
    hired: (full) => `Nel 2019 Uferwerk ha assunto ${full} per guidare il gruppo.`,
    mine: ({ full }) => `Mi chiamo ${full} e costruisco servizi con Kafka.`,
    third: ({ full, first }) => `${full} sviluppa software. ${first} ha costruito servizi per banche.`,
    aged: (age) => `Ho ${age} anni.`,
    ageIn: (age) => `${age} anni`,
    bornIn: (birth) => `Nata il ${birth}.`,
    studied: (school) => `Ho studiato al ${school} fino al 2012.`,
  },
  pt: {
    ...{
      work: 'Experiência profissional',
      study: 'Formação acadêmica',
      skills: 'Competências',
      summary: 'Perfil',
      publications: 'Publicações',
    },
    ...{
      engineer: 'Engenheiro de software',
      degree: 'Licenciatura em Informática',
      name: 'Nome',
      born: 'Data de nascimento',
      phone: 'Telefone',
    },
    ...{
      gender: 'Sexo: feminino',
      family: 'Casada, dois filhos.',
      dear: 'Prezados senhores,',
      regards: 'Atenciosamente,',
    },
    led: 'liderou uma equipa de seis pessoas.',
    title: 'Sra.',
    hired: (full) => `Em 2019 a Uferwerk contratou ${full} para liderar a equipa.`,
    mine: ({ full }) => `Chamo-me ${full} e construo serviços com Kafka.`,
    third: ({ full, first }) => `${full} desenvolve software. ${first} construiu serviços para bancos.`,
    aged: (age) => `Tenho ${age} anos.`,
    ageIn: (age) => `${age} anos`,
    bornIn: (birth) => `Nascida em ${birth}.`,
    studied: (school) => `Estudei na ${school} até 2012.`,
  },
  nl: {
    ...{
      work: 'Werkervaring',
      study: 'Opleiding',
      skills: 'Vaardigheden',
      summary: 'Profiel',
      publications: 'Publicaties',
    },
    ...{
      engineer: 'Softwareontwikkelaar',
      degree: 'Bachelor Informatica',
      name: 'Naam',
      born: 'Geboortedatum',
      phone: 'Telefoon',
    },
    ...{
      gender: 'Geslacht: vrouw',
      family: 'Gehuwd, twee kinderen.',
      dear: 'Geachte heer/mevrouw,',
      regards: 'Met vriendelijke groet,',
    },
    led: 'leidde een team van zes mensen.',
    title: 'Mevr.',
    hired: (full) => `In 2019 nam Uferwerk ${full} aan voor het team.`,
    mine: ({ full }) => `Mijn naam is ${full} en ik bouw diensten met Kafka.`,
    third: ({ full, first }) => `${full} ontwikkelt software. ${first} heeft diensten voor banken gebouwd.`,
    aged: (age) => `Ik ben ${age} jaar oud.`,
    ageIn: (age) => `${age} jaar`,
    bornIn: (birth) => `Geboren op ${birth}.`,
    studied: (school) => `Ik studeerde aan ${school} tot 2012.`,
  },
  pl: {
    ...{
      work: 'Doświadczenie zawodowe',
      study: 'Wykształcenie',
      skills: 'Umiejętności',
      summary: 'Profil',
      publications: 'Publikacje',
    },
    ...{
      engineer: 'Programista',
      degree: 'Inżynier informatyki',
      name: 'Imię i nazwisko',
      born: 'Data urodzenia',
      phone: 'Telefon',
    },
    ...{
      gender: 'Płeć: kobieta',
      family: 'Zamężna, dwoje dzieci.',
      dear: 'Szanowni Państwo,',
      regards: 'Z poważaniem',
    },
    led: 'kierowała zespołem sześciu osób.',
    title: 'Pani',
    hired: (full) => `W 2019 firma Uferwerk zatrudniła ${full} do zespołu.`,
    mine: ({ full }) => `Nazywam się ${full} i buduję usługi w Kafka.`,
    third: ({ full, first, last }) =>
      `${full} tworzy oprogramowanie. Projekty ${first.replace(/a$/, 'y')} ${last.replace(/a$/, 'iej')} działają w bankach.`,
    aged: (age) => `Mam ${age} lat.`,
    ageIn: (age) => `${age} lat`,
    bornIn: (birth) => `Urodzona ${birth}.`,
    studied: (school) => `Ukończyłam studia na ${school} w 2012.`,
  },
  tr: {
    ...{ work: 'İş Deneyimi', study: 'Eğitim', skills: 'Beceriler', summary: 'Özet', publications: 'Yayınlar' },
    ...{
      engineer: 'Yazılım Mühendisi',
      degree: 'Lisans Bilgisayar Mühendisliği',
      name: 'Ad Soyad',
      born: 'Doğum tarihi',
      phone: 'Telefon',
    },
    ...{ gender: 'Cinsiyet: Kadın', family: 'Evli.', dear: 'Sayın yetkili,', regards: 'Saygılarımla' },
    led: 'altı kişilik bir ekibi yönetti.',
    title: 'Sayın',
    hired: (full) => `2019 yılında Uferwerk, ${full} ile çalışmaya başladı.`,
    mine: ({ full }) => `Benim adım ${full}, Kafka ile servisler geliştiriyorum.`,
    third: ({ full, first }) => `${full} yazılım geliştirir. ${first}'in servisleri bankalarda çalışıyor.`,
    aged: (age) => `${age} yaşındayım.`,
    ageIn: (age) => `${age} yaşında`,
    bornIn: (birth) => `Doğum: ${birth}`,
    studied: (school) => `2012 yılına kadar ${school} bünyesinde okudum.`,
  },
  ru: {
    ...{ work: 'Опыт работы', study: 'Образование', skills: 'Навыки', summary: 'О себе', publications: 'Публикации' },
    ...{
      engineer: 'Программист',
      degree: 'Бакалавр информатики',
      name: 'ФИО',
      born: 'Дата рождения',
      phone: 'Телефон',
    },
    ...{ gender: 'Пол: женский', family: 'Замужем.', dear: 'Здравствуйте!', regards: 'С уважением,' },
    led: 'руководила командой из шести человек.',
    title: 'Г-жа',
    hired: (full) => `В 2019 году Uferwerk взял ${full} в команду.`,
    mine: ({ full }) => `Меня зовут ${full}, я создаю сервисы на Kafka.`,
    third: ({ full, first, last }) =>
      `${full} разрабатывает программы. Проекты ${first.replace(/а$/, 'ы')} ${last.replace(/а$/, 'ой')} работают в банках.`,
    aged: (age) => `Мне ${age} лет.`,
    ageIn: (age) => `${age} лет`,
    bornIn: (birth) => `Родилась ${birth}.`,
    studied: (school) => `Окончила ${school} в 2012.`,
  },
  el: {
    ...{
      work: 'Επαγγελματική εμπειρία',
      study: 'Εκπαίδευση',
      skills: 'Δεξιότητες',
      summary: 'Προφίλ',
      publications: 'Δημοσιεύσεις',
    },
    ...{
      engineer: 'Μηχανικός λογισμικού',
      degree: 'Πτυχίο Πληροφορικής',
      name: 'Ονοματεπώνυμο',
      born: 'Ημερομηνία γέννησης',
      phone: 'Τηλέφωνο',
    },
    ...{ gender: 'Φύλο: γυναίκα', family: 'Έγγαμη.', dear: 'Αξιότιμοι κύριοι,', regards: 'Με εκτίμηση,' },
    led: 'ηγήθηκε ομάδας έξι ατόμων.',
    title: 'Κα',
    hired: (full) => `Το 2019 η Uferwerk προσέλαβε ${full} στην ομάδα.`,
    mine: ({ full }) => `Ονομάζομαι ${full} και φτιάχνω υπηρεσίες με Kafka.`,
    third: ({ full, first }) => `${full} αναπτύσσει λογισμικό. Τα έργα της ${first}ς τρέχουν σε τράπεζες.`,
    aged: (age) => `Είμαι ${age} ετών.`,
    ageIn: (age) => `${age} ετών`,
    bornIn: (birth) => `Γεννήθηκα στις ${birth}.`,
    studied: (school) => `Σπούδασα στο ${school} έως το 2012.`,
  },
  ar: {
    ...{ work: 'الخبرة العملية', study: 'التعليم', skills: 'المهارات', summary: 'نبذة', publications: 'المنشورات' },
    ...{
      engineer: 'مهندس برمجيات',
      degree: 'بكالوريوس علوم الحاسوب',
      name: 'الاسم',
      born: 'تاريخ الميلاد',
      phone: 'الهاتف',
    },
    ...{ gender: 'الجنس: أنثى', family: 'متزوجة.', dear: 'تحية طيبة،', regards: 'مع خالص التحية' },
    led: 'قاد فريقا من ستة مهندسين.',
    title: 'السيدة',
    hired: (full) => `في 2019 عينت Uferwerk ${full} لقيادة الفريق.`,
    mine: ({ full }) => `اسمي ${full} وأبني خدمات باستخدام Kafka.`,
    third: ({ full, first }) => `${full} مهندس برمجيات. و${first} بنى خدمات للبنوك.`,
    aged: (age) => `عمري ${age} سنة.`,
    ageIn: (age) => `${age} سنة`,
    bornIn: (birth) => `من مواليد ${birth}.`,
    studied: (school) => `درست في ${school} حتى 2012.`,
  },
  zh: {
    ...{ work: '工作经历', study: '教育背景', skills: '专业技能', summary: '个人简介', publications: '出版物' },
    ...{ engineer: '软件工程师', degree: '学士 计算机科学', name: '姓名', born: '出生日期', phone: '电话' },
    ...{ gender: '性别: 女', family: '已婚。', dear: '尊敬的领导：', regards: '此致敬礼' },
    led: '带领六人团队。',
    title: 'Ms',
    hired: (full) => `2019年 Uferwerk 聘请 ${full} 带领团队。`,
    mine: ({ full }) => `我叫${full}，用 Kafka 开发服务。`,
    third: ({ full }) => `${full}是软件工程师，为银行开发服务。`,
    aged: (age) => `今年${age}岁。`,
    ageIn: (age) => `${age}岁`,
    bornIn: (birth) => `出生日期：${birth}`,
    studied: (school) => `毕业于${school}，2012年。`,
  },
  ja: {
    ...{ work: '職歴', study: '学歴', skills: 'スキル', summary: '自己紹介', publications: '論文' },
    ...{ engineer: 'ソフトウェアエンジニア', degree: '学士 情報工学', name: '氏名', born: '生年月日', phone: '電話' },
    ...{ gender: '性別: 女', family: '既婚。', dear: '拝啓', regards: '敬具' },
    led: '六人のチームを率いた。',
    title: 'Ms',
    hired: (full) => `2019年、Uferwerk は ${full} を採用した。`,
    mine: ({ full }) => `私は${full}と申します。Kafka を使います。`,
    third: ({ full }) => `${full}はソフトウェアエンジニアです。`,
    aged: (age) => `${age}歳です。`,
    ageIn: (age) => `${age}歳`,
    bornIn: (birth) => `生年月日：${birth}`,
    studied: (school) => `${school}を2012年に卒業。`,
  },
  ko: {
    ...{ work: '경력', study: '학력', skills: '기술', summary: '자기소개', publications: '논문' },
    ...{ engineer: '소프트웨어 엔지니어', degree: '학사 컴퓨터공학', name: '이름', born: '생년월일', phone: '전화' },
    ...{ gender: '성별: 여', family: '기혼.', dear: '안녕하세요.', regards: '감사합니다' },
    led: '여섯 명의 팀을 이끌었습니다.',
    title: 'Ms',
    hired: (full) => `2019년 Uferwerk는 ${full} 씨를 채용했습니다.`,
    mine: ({ full }) => `제 이름은 ${full}입니다. Kafka 서비스를 만듭니다.`,
    third: ({ full }) => `${full}은 소프트웨어 엔지니어입니다.`,
    aged: (age) => `만 ${age}세입니다.`,
    ageIn: (age) => `${age}세`,
    bornIn: (birth) => `생년월일: ${birth}`,
    studied: (school) => `2012년에 ${school} 졸업.`,
  },
};
