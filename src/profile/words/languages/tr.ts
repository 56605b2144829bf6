import type { LanguageWords } from '../language-words.js';

/** Turkish. */
export const tr: LanguageWords = {
  code: 'tr',
  common: `ve bir bu için ile olarak olan da de çok daha gibi kadar sonra göre her iş deneyimi eğitim bilgileri
    yetenekler diller halen üniversitesi görev yaptım ettim şirketi projelerinde tarafından üzerine alanında`,
  dates: {
    present: `halen|günümüz|günümüze kadar|devam ediyor|devam|devam etmekte|bugün|hâlen|şu an|şimdi|şu anda|
      halen devam ediyor|bugüne kadar|hâlâ|güncel|mevcut`,
    from: 'başlangıç|başlangıç tarihi|giriş tarihi',
    to: 'bitiş tarihi|ayrılış tarihi|çıkış tarihi|bitiş',
    fromAfter: `itibaren|den itibaren|dan itibaren|ten itibaren|tan itibaren|den beri|dan beri|beri|den|dan|ten|tan`,
    toAfter: 'kadar|e kadar|a kadar|ye kadar|ya kadar',
    seasons: ['kış', 'ilkbahar|bahar', 'yaz', 'sonbahar|güz'],
    quarter: 'çeyrek|ç',
    half: 'yarıyıl',
    yearMark: 'yılı|yılında',
  },
  headings: {
    summary: `özet|hakkımda|kişisel özet|profil|kariyer hedefi|hedef|önyazı|kariyer özeti|ben kimim|profesyonel özet`,
    work: `iş deneyimi|iş deneyimleri|deneyim|deneyimler|iş tecrübesi|iş tecrübeleri|mesleki deneyim|
      çalışma geçmişi|iş geçmişi|kariyer|kariyer geçmişi|tecrübe|stajlar|staj|staj deneyimi|
      profesyonel deneyim|iş bilgileri`,
    education: `eğitim|eğitim bilgileri|öğrenim|öğrenim durumu|eğitim durumu|eğitim geçmişi|akademik bilgiler|
      öğrenim bilgileri|akademik geçmiş`,
    skills: `yetenekler|beceriler|yetkinlikler|teknik beceriler|teknik yetenekler|bilgisayar bilgisi|
      bilgisayar becerileri|teknik bilgiler|uzmanlık alanları|nitelikler|teknolojiler|araçlar|
      bilgi ve beceriler|teknik yetkinlikler|kişisel beceriler|bilgisayar bilgileri`,
    languages: 'diller|yabancı dil|yabancı diller|dil bilgisi|dil becerileri|yabancı dil bilgisi|dil',
    certificates: `sertifikalar|sertifika|kurslar|sertifikalar ve kurslar|kurs ve sertifikalar|eğitimler ve sertifikalar|
      seminerler|ehliyet|sürücü belgesi|belgeler|eğitimler|kurs ve seminerler|sertifika ve kurslar`,
    projects: 'projeler|kişisel projeler|proje|bitirme projesi|tez',
    publications: 'yayınlar|makaleler|bildiriler|patentler',
    references: 'referanslar|referans',
    volunteer: 'gönüllülük|gönüllü çalışmalar|sosyal sorumluluk|gönüllü faaliyetler|sosyal sorumluluk projeleri',
    awards: 'ödüller|başarılar|burslar|ödüller ve başarılar',
    interests: 'ilgi alanları|hobiler|hobi|ilgi alanlarım|hobilerim|hobiler ve ilgi alanları|üyelikler',
    contact: 'iletişim|iletişim bilgileri|kişisel bilgiler|kişisel bilgilerim|kimlik bilgileri',
    other: 'ek bilgiler|diğer|diğer bilgiler|ek bilgi',
  },
  labels: {
    title: 'pozisyon|görev|unvan|ünvan|görevi|pozisyonu',
    employer: 'işveren|şirket|firma|kurum|firma adı|şirket adı|iş yeri',
    place: 'yer|şehir|konum|lokasyon',
    period: 'süre|tarih|dönem|çalışma süresi|tarihler',
    degree: 'derece|diploma',
    school: 'okul|üniversite',
    area: 'bölüm|alan|fakülte',
    name: 'ad soyad|adı soyadı|isim|ad|adı ve soyadı|isim soyisim',
    other: 'sorumluluklar|görev tanımı|açıklama|teknolojiler|sektör|proje|müşteri|iş tanımı',
  },
  degrees: `lisans|lisansüstü|yüksek lisans|ön lisans|önlisans|doktora|lise mezunu|mezun|bitirme|lise diploması|mba`,
  schools: 'üniversite*|lise|lisesi|fakülte*|yüksekokul*|kolej*|enstitü*|odtü|itü|okulu|meslek lisesi',
  fields: `mühendisliği|bilgisayar|işletme|iktisat|hukuk|matematik|fizik|kimya|elektrik|elektronik|makine|inşaat|
    maliye|psikoloji|uluslararası ilişkiler|endüstri`,
  roles: `mühendis|mühendisi|geliştirici|geliştiricisi|yazılımcı|programcı|analist|analisti|uzman|uzmanı|yönetici|
    yöneticisi|müdür|müdürü|sorumlu|sorumlusu|danışman|danışmanı|asistan|asistanı|öğretmen|öğretmeni|doktor|
    hemşire|muhasebeci|avukat|mimar|tasarımcı|tasarımcısı|tekniker|teknisyen|teknisyeni|operatör|operatörü|
    koordinatör|koordinatörü|direktör|direktörü|stajyer|şef|şefi|lider|lideri|satış|temsilci|temsilcisi|
    memur|memuru|memurluğu|sekreter|garson|aşçı|şoför|elemanı|görevli|görevlisi|işçi|kasiyer|editör|editörü|
    çevirmen|gazeteci|araştırmacı|akademisyen|kurucu|ortak|sahibi|başkan|başkanı|yardımcısı|stajyeri|denetçi|
    mimarı|ustası|usta|eğitmen|eğitmeni`,
  employers: `şirketi|şirket|holding|bankası|banka|üniversitesi|hastanesi|okulu|belediyesi|bakanlığı|derneği|vakfı|
    enstitüsü|ticaret|sanayi|inşaat|ajansı|mağazası|restoran|oteli|grubu|fabrikası`,
  legal: 'a ş|aş|ltd şti|şti|san tic|tic',
};
