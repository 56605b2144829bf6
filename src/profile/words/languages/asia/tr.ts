import type { LanguageWords } from '../../language-words.js';

/** Turkish. */
export const tr: LanguageWords = {
  code: 'tr',
  common: `ve bir bu için ile olarak olan da de çok daha gibi kadar sonra göre her iş deneyimi eğitim bilgileri
    yetenekler diller halen üniversitesi görev yaptım ettim şirketi projelerinde tarafından üzerine alanında`,
  dates: {
    present: `halen|günümüz|günümüze kadar|devam ediyor|devam|devam etmekte|bugün|hâlen|şu an|şimdi|şu anda|
      halen devam ediyor|bugüne kadar|hâlâ|güncel|mevcut|
      günümüze|şimdiye kadar|devam etmektedir|hala çalışıyor|halen çalışıyor|
      halihazırda|bugüne dek|günümüze dek|hala devam ediyor|şu ana kadar|devam ediyorum`,
    from: 'başlangıç|başlangıç tarihi|giriş tarihi|başlama|başlama tarihi|işe başlama',
    to: 'bitiş tarihi|ayrılış tarihi|çıkış tarihi|bitiş|ayrılma|ayrılma tarihi|işten ayrılma',
    fromAfter: `itibaren|den itibaren|dan itibaren|ten itibaren|tan itibaren|den beri|dan beri|beri|den|dan|ten|tan`,
    toAfter: 'kadar|e kadar|a kadar|ye kadar|ya kadar',
    seasons: ['kış', 'ilkbahar|bahar', 'yaz', 'sonbahar|güz'],
    quarter: 'çeyrek|ç',
    half: 'yarıyıl',
    yearMark: 'yılı|yılında',
  },
  headings: {
    summary: `özet|hakkımda|kişisel özet|profil|kariyer hedefi|hedef|önyazı|kariyer özeti|ben kimim|profesyonel özet|
      kendim hakkında|ön yazı|tanıtım|kısaca ben|hakkında|kariyer hedefim|kişisel profil|profesyonel profil|amaç|
      mesleki özet|kendimi tanıtma|genel bakış|kişisel tanıtım`,
    work: `iş deneyimi|iş deneyimleri|deneyim|deneyimler|iş tecrübesi|iş tecrübeleri|mesleki deneyim|çalışma geçmişi|
      iş geçmişi|kariyer|kariyer geçmişi|tecrübe|stajlar|staj|staj deneyimi|profesyonel deneyim|iş bilgileri|
      iş tecrübem|iş tecrübelerim|deneyimlerim|iş deneyimlerim|çalışma deneyimi|çalışma hayatı|iş hayatı|
      mesleki tecrübe|mesleki geçmiş|çalıştığı kurumlar|çalıştığım yerler|çalışılan kurumlar|önceki işler|
      kariyer bilgileri|staj bilgileri|staj ve iş deneyimi|iş ve staj deneyimleri|iş ve staj deneyimi|
      profesyonel geçmiş|iş yaşamı|mesleki deneyimler|iş tecrübesi ve stajlar|pozisyonlar|görevler`,
    education: `eğitim|eğitim bilgileri|öğrenim|öğrenim durumu|eğitim durumu|eğitim geçmişi|akademik bilgiler|öğrenim bilgileri|
      akademik geçmiş|eğitim ve öğretim|eğitimim|eğitim hayatı|öğrenim geçmişi|akademik eğitim|okul bilgileri|
      öğrenim hayatı|tahsil|lisans eğitimi|eğitim ve nitelikler|mezuniyet bilgileri|akademik özgeçmiş|eğitim durumum|
      mezuniyet`,
    skills: `yetenekler|beceriler|yetkinlikler|teknik beceriler|teknik yetenekler|bilgisayar bilgisi|bilgisayar becerileri|
      teknik bilgiler|uzmanlık alanları|nitelikler|teknolojiler|araçlar|bilgi ve beceriler|teknik yetkinlikler|
      kişisel beceriler|bilgisayar bilgileri|yeteneklerim|becerilerim|bilgisayar|bilgisayar programları|
      bilgisayar yetkinlikleri|programlar|programlama dilleri|yazılım bilgisi|yazılımlar|uzmanlıklar|uzmanlık|
      kullandığım programlar|kullanılan programlar|kullandığım teknolojiler|yetenek ve beceriler|
      yetenekler ve beceriler|beceriler ve yetkinlikler|bilgi birikimi|kişisel özellikler|güçlü yönler|yetkinliklerim|
      kişisel yetkinlikler|mesleki beceriler|teknik bilgi|teknik uzmanlık|dijital beceriler|temel beceriler|
      temel yetkinlikler|bilgi ve yetenekler`,
    languages: `diller|yabancı dil|yabancı diller|dil bilgisi|dil becerileri|yabancı dil bilgisi|dil|yabancı dil bilgileri|
      yabancı dil becerileri|dil yetkinliği|dil yetkinlikleri|dil yeterliliği|bildiği diller|bildiğim diller|ana dil|
      lisan|lisanlar`,
    certificates: `sertifikalar|sertifika|kurslar|sertifikalar ve kurslar|kurs ve sertifikalar|eğitimler ve sertifikalar|
      seminerler|ehliyet|sürücü belgesi|belgeler|eğitimler|kurs ve seminerler|sertifika ve kurslar|sertifikalarım|
      eğitim ve sertifikalar|eğitim ve seminerler|seminer ve kurslar|sertifika bilgileri|katıldığım eğitimler|
      alınan eğitimler|katıldığı seminerler|seminer|kurs|sertifika ve eğitimler|ehliyet bilgileri|lisanslar|
      lisans ve sertifikalar`,
    projects: 'projeler|kişisel projeler|proje|bitirme projesi|tez|projelerim|yer aldığım projeler|akademik projeler',
    publications: 'yayınlar|makaleler|bildiriler|patentler',
    references: 'referanslar|referans|referanslarım|referans bilgileri',
    volunteer: `gönüllülük|gönüllü çalışmalar|sosyal sorumluluk|gönüllü faaliyetler|sosyal sorumluluk projeleri|
      sosyal faaliyetler|kulüp faaliyetleri|topluluk faaliyetleri`,
    awards: 'ödüller|başarılar|burslar|ödüller ve başarılar',
    interests: `ilgi alanları|hobiler|hobi|ilgi alanlarım|hobilerim|hobiler ve ilgi alanları|üyelikler|ilgi alanları ve hobiler|
      hobiler ve ilgiler|ilgiler|boş zaman aktiviteleri|sosyal aktiviteler|faaliyetler`,
    contact: `iletişim|iletişim bilgileri|kişisel bilgiler|kişisel bilgilerim|kimlik bilgileri|bana ulaşın|kişisel|
      iletişim ve kişisel bilgiler|genel bilgiler|kişisel bilgi`,
    other: 'ek bilgiler|diğer|diğer bilgiler|ek bilgi|ilave bilgiler|notlar|diğer hususlar',
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
    yöneticisi|müdür|müdürü|sorumlu|sorumlusu|danışman|danışmanı|asistan|asistanı|öğretmen|öğretmeni|doktor|hemşire|
    muhasebeci|avukat|mimar|tasarımcı|tasarımcısı|tekniker|teknisyen|teknisyeni|operatör|operatörü|koordinatör|
    koordinatörü|direktör|direktörü|stajyer|şef|şefi|lider|lideri|satış|temsilci|temsilcisi|memur|memuru|memurluğu|
    sekreter|garson|aşçı|şoför|elemanı|görevli|görevlisi|işçi|kasiyer|editör|editörü|çevirmen|gazeteci|araştırmacı|
    akademisyen|kurucu|ortak|sahibi|başkan|başkanı|yardımcısı|stajyeri|denetçi|mimarı|ustası|usta|eğitmen|eğitmeni|
    uzman yardımcısı|müdür yardımcısı|genel müdür|genel müdür yardımcısı|bölge müdürü|satış temsilcisi|
    müşteri temsilcisi|satış danışmanı|mağaza müdürü|takım lideri|ekip lideri|proje yöneticisi|ürün yöneticisi|
    yazılım geliştirici|yazılım mühendisi|hemşiresi|eczacı|diş hekimi|hekim|veteriner|psikolog|diyetisyen|
    fizyoterapist|ebe|anestezi teknisyeni|avukatı|stajyer avukat|muhasebecisi|mali müşavir|ön muhasebe elemanı|
    insan kaynakları uzmanı|işe alım uzmanı|satın alma uzmanı|lojistik uzmanı|depo sorumlusu|depocu|kurye|
    güvenlik görevlisi|temizlik görevlisi|barista|barmen|pastacı|fırıncı|aşçıbaşı|aşçı yardımcısı|resepsiyonist|
    resepsiyon görevlisi|kat görevlisi|rehber|tur rehberi|animatör|grafiker|grafik tasarımcı|iç mimar|şantiye şefi|
    saha mühendisi|formen|ustabaşı|kaynakçı|tornacı|elektrikçi|tesisatçı|boyacı|marangoz|terzi|kuaför|berber|
    kalite kontrol|kalite kontrolör|üretim mühendisi|planlama mühendisi|okutman|araştırma görevlisi|
    öğretim görevlisi|öğretim üyesi|profesör|doçent|akademik asistan|yazar|muhabir|metin yazarı|fotoğrafçı|
    sosyal medya uzmanı|reklamcı|pazarlama uzmanı|pazarlamacı|sekreteri|yönetici asistanı|büro elemanı|ofis elemanı|
    kurucusu|kurucu ortak|girişimci|gönüllü|serbest|part time çalışan|çağrı merkezi`,
  employers: `şirketi|şirket|holding|bankası|banka|üniversitesi|hastanesi|okulu|belediyesi|bakanlığı|derneği|vakfı|
    enstitüsü|ticaret|sanayi|inşaat|ajansı|mağazası|restoran|oteli|grubu|fabrikası`,
  legal: 'a ş|aş|ltd şti|şti|san tic|tic',
};
