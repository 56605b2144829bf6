import type { LanguageWords } from '../language-words.js';

/** Polish. */
export const pl: LanguageWords = {
  code: 'pl',
  common: `i w na z do od oraz dla się jest przy ze przez po jako nie że pod nad jestem firmie pracy pracę
    doświadczenie zawodowe wykształcenie umiejętności języki obecnie był była moje`,
  dates: {
    present: `obecnie|obecny|obecna|do chwili obecnej|chwili obecnej|do teraz|teraz|aktualnie|do dziś|dziś|
      do dzisiaj|dzisiaj|nadal|w trakcie|do nadal|trwa`,
    from: 'od|od dnia|począwszy od|rozpoczęcie|data rozpoczęcia',
    to: 'aż do|do dnia|zakończenie|data zakończenia',
    rangeTo: 'do',
    months: '1 sty|2 lut|9 wrz|10 paź pazdz|5 maja',
    seasons: ['zima|zimą|zimy', 'wiosna|wiosną|wiosny', 'lato|latem|lata', 'jesień|jesienią|jesieni'],
    quarter: 'kwartał|kwartału|kw',
    half: 'półrocze|półrocza',
    yearMark: 'r|roku|rok',
  },
  headings: {
    summary: `podsumowanie|podsumowanie zawodowe|profil zawodowy|o mnie|cel zawodowy|cele zawodowe|charakterystyka`,
    work: `doświadczenie|doświadczenie zawodowe|doświadczenia zawodowe|przebieg pracy zawodowej|
      historia zatrudnienia|zatrudnienie|praca|praca zawodowa|kariera zawodowa|przebieg kariery|
      przebieg zatrudnienia|praktyki|staże|praktyki zawodowe|praktyki i staże|dotychczasowe zatrudnienie`,
    education: `wykształcenie|edukacja|studia|nauka|szkoły|edukacja i szkolenia|przebieg nauki|
      wykształcenie i szkolenia`,
    skills: `umiejętności|kompetencje|kwalifikacje|umiejętności techniczne|umiejętności zawodowe|
      kluczowe umiejętności|umiejętności i kompetencje|umiejętności komputerowe|wiedza|technologie|narzędzia|
      umiejętności miękkie|umiejętności twarde|kluczowe kompetencje|obsługa komputera|dodatkowe umiejętności`,
    languages: 'języki|języki obce|znajomość języków|znajomość języków obcych|umiejętności językowe',
    certificates: `certyfikaty|kursy|szkolenia|kursy i szkolenia|kursy i certyfikaty|certyfikaty i szkolenia|
      szkolenia i certyfikaty|szkolenia i kursy|uprawnienia|prawo jazdy`,
    projects: 'projekty|projekty własne|wybrane projekty|realizacje|praca dyplomowa|praca magisterska',
    publications: 'publikacje|artykuły|wystąpienia',
    references: 'referencje|rekomendacje',
    volunteer: 'wolontariat|działalność społeczna|działalność dodatkowa|aktywność społeczna',
    awards: 'nagrody|osiągnięcia|wyróżnienia|nagrody i wyróżnienia|stypendia',
    interests: 'zainteresowania|hobby|zainteresowania i hobby|pasje|czas wolny',
    contact: 'dane osobowe|dane kontaktowe|kontakt|informacje osobiste|informacje kontaktowe',
    other: 'informacje dodatkowe|dodatkowe informacje|inne|dodatkowe|pozostałe|klauzula',
  },
  labels: {
    title: 'stanowisko|funkcja|rola|zawód|zajmowane stanowisko',
    employer: 'pracodawca|firma|nazwa firmy|miejsce pracy|nazwa pracodawcy',
    place: 'miejsce|lokalizacja|miasto|miejscowość',
    period: 'okres|okres zatrudnienia|czas trwania|daty|data',
    degree: 'stopień|tytuł|tytuł zawodowy|uzyskany tytuł',
    school: 'uczelnia|szkoła|nazwa uczelni',
    area: 'kierunek|specjalizacja|specjalność|wydział',
    name: 'imię i nazwisko|nazwisko i imię',
    other: `obowiązki|zakres obowiązków|zadania|opis|technologie|narzędzia|branża|klient|projekt|osiągnięcia`,
  },
  degrees: `magister|licencjat|doktor|doktorat|dr inż|mgr inż|studia magisterskie|studia licencjackie|
    studia inżynierskie|studia podyplomowe|matura|technik|świadectwo dojrzałości|wykształcenie średnie|
    wykształcenie wyższe`,
  schools: `uniwersytet*|politechnik*|akademi*|liceum|technikum|szkoła*|uczelnia|wyższa szkoła|agh|sgh|wydział|
    instytut*`,
  fields: `informatyk*|matematyk*|ekonomia|ekonomii|prawo|zarządzanie|marketing|psychologia|psychologii|fizyk*|
    chemia|chemii|budownictwo|finanse|rachunkowość|elektronik*|mechanik*|filologi*`,
  roles: `inżynier|programista|programistka|deweloper|analityk|analityczka|administrator|specjalista|specjalistka|
    kierownik|kierowniczka|menedżer|menadżer|manager|dyrektor|dyrektorka|konsultant|konsultantka|księgowy|
    księgowa|nauczyciel|nauczycielka|lekarz|lekarka|pielęgniarka|pielęgniarz|kierowca|sprzedawca|
    sprzedawczyni|kasjer|kasjerka|magazynier|asystent|asystentka|sekretarka|recepcjonistka|stażysta|
    stażystka|praktykant|praktykantka|technik|mechanik|elektryk|projektant|projektantka|architekt|grafik|
    tester|testerka|koordynator|koordynatorka|doradca|prawnik|adwokat|radca|referent|kucharz|kelner|kelnerka|
    pracownik|opiekun|opiekunka|operator|monter|handlowiec|przedstawiciel|zastępca|prezes|właściciel|
    redaktor|tłumacz|dziennikarz|logistyk|rekruter|trener|wykładowca|badacz|naukowiec|ekspert|lider`,
  employers: `spółka|bank|uniwersytet|szkoła|szpital|urząd|fundacja|stowarzyszenie|instytut|zakład|zakłady|
    przedsiębiorstwo|grupa|biuro|sklep|hurtownia|kancelaria|wydawnictwo|politechnika|fabryka|ministerstwo|
    gmina`,
  legal: 'sp z o o|sp z oo|spzoo|s a|sp k|sp j|z o o',
};
