import type { LanguageWords } from '../../language-words.js';

/** Polish. */
export const pl: LanguageWords = {
  code: 'pl',
  common: `i w na z do od oraz dla się jest przy ze przez po jako nie że pod nad jestem firmie pracy pracę
    doświadczenie zawodowe wykształcenie umiejętności języki obecnie był była moje`,
  dates: {
    present: `obecnie|obecny|obecna|do chwili obecnej|chwili obecnej|do teraz|teraz|aktualnie|do dziś|dziś|
      do dzisiaj|dzisiaj|nadal|w trakcie|do nadal|trwa|
      chwila obecna|bieżąco|do chwili bieżącej|w toku|
      po dziś dzień|wciąż|bieżąca|bieżący|do tej pory|po dzień dzisiejszy|do obecnie|obecne`,
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
    summary: `podsumowanie|podsumowanie zawodowe|profil zawodowy|o mnie|cel zawodowy|cele zawodowe|charakterystyka|profil|
      profil kandydata|krótko o mnie|kilka słów o mnie|o sobie|profil osobisty|cel|cele|sylwetka zawodowa|
      informacje o mnie`,
    work: `doświadczenie|doświadczenie zawodowe|doświadczenia zawodowe|przebieg pracy zawodowej|historia zatrudnienia|
      zatrudnienie|praca|praca zawodowa|kariera zawodowa|przebieg kariery|przebieg zatrudnienia|praktyki|staże|
      praktyki zawodowe|praktyki i staże|dotychczasowe zatrudnienie|doświadczenie w pracy|doświadczenie i praktyki|
      historia pracy|historia zawodowa|kariera|ścieżka kariery|ścieżka zawodowa|miejsca pracy|przebieg pracy|
      praca i doświadczenie|praca dorywcza|staże i praktyki|praktyka zawodowa|staż|praktyka|moje doświadczenie|
      aktywność zawodowa|pozostałe doświadczenie|doświadczenie komercyjne|działalność zawodowa|stanowiska|
      przebieg kariery zawodowej|staż pracy`,
    education: `wykształcenie|edukacja|studia|nauka|szkoły|edukacja i szkolenia|przebieg nauki|wykształcenie i szkolenia|
      edukacja i wykształcenie|wykształcenie i kursy|ukończone szkoły|szkoła|wykształcenie wyższe|przebieg edukacji|
      historia edukacji|edukacja formalna|studia wyższe|moje wykształcenie|uczelnia|kształcenie`,
    skills: `umiejętności|kompetencje|kwalifikacje|umiejętności techniczne|umiejętności zawodowe|kluczowe umiejętności|
      umiejętności i kompetencje|umiejętności komputerowe|wiedza|technologie|narzędzia|umiejętności miękkie|
      umiejętności twarde|kluczowe kompetencje|obsługa komputera|dodatkowe umiejętności|umiejętności i narzędzia|
      umiejętności praktyczne|umiejętności informatyczne|umiejętności dodatkowe|umiejętności i kwalifikacje|
      umiejętności i zdolności|kwalifikacje i umiejętności|kwalifikacje dodatkowe|kwalifikacje zawodowe|
      pozostałe umiejętności|inne umiejętności|moje umiejętności|znajomość programów|znajomość technologii|
      znajomość obsługi komputera|programy|programy komputerowe|oprogramowanie|technologie i narzędzia|
      stos technologiczny|stack technologiczny|kompetencje zawodowe|kompetencje miękkie|kompetencje twarde|
      kompetencje cyfrowe|kompetencje i umiejętności|mocne strony|cechy osobowości|cechy charakteru|zdolności|
      specjalizacja|specjalizacje|języki programowania|umiejętności cyfrowe|umiejętności specjalistyczne|
      obszary kompetencji`,
    languages: `języki|języki obce|znajomość języków|znajomość języków obcych|umiejętności językowe|język|język obcy|
      języki i poziom|poziom języków|kompetencje językowe|języki obce i poziom|znajomość języka`,
    certificates: `certyfikaty|kursy|szkolenia|kursy i szkolenia|kursy i certyfikaty|certyfikaty i szkolenia|
      szkolenia i certyfikaty|szkolenia i kursy|uprawnienia|prawo jazdy|certyfikaty i uprawnienia|ukończone kursy|
      ukończone szkolenia|kursy i uprawnienia|szkolenia i uprawnienia|kursy szkolenia|dodatkowe kursy|
      uprawnienia zawodowe|licencje|kursy zawodowe|szkolenia zawodowe|kursy i warsztaty|warsztaty`,
    projects: 'projekty|projekty własne|wybrane projekty|realizacje|praca dyplomowa|praca magisterska',
    publications: 'publikacje|artykuły|wystąpienia',
    references: 'referencje|rekomendacje|referencje na życzenie',
    volunteer: `wolontariat|działalność społeczna|działalność dodatkowa|aktywność społeczna|działalność społeczna i wolontariat|
      wolontariat i działalność społeczna|organizacje|działalność studencka|działalność w organizacjach|koła naukowe`,
    awards: 'nagrody|osiągnięcia|wyróżnienia|nagrody i wyróżnienia|stypendia',
    interests: `zainteresowania|hobby|zainteresowania i hobby|pasje|czas wolny|hobby i zainteresowania|pasje i zainteresowania|
      moje zainteresowania|zainteresowania i pasje|czas wolny i zainteresowania`,
    contact: `dane osobowe|dane kontaktowe|kontakt|informacje osobiste|informacje kontaktowe|dane|dane personalne|moje dane|
      dane teleadresowe|informacje kontaktowe i osobiste`,
    other: `informacje dodatkowe|dodatkowe informacje|inne|dodatkowe|pozostałe|klauzula|oświadczenie|zgoda|klauzula rodo|
      rodo|uwagi|pozostałe informacje|inne informacje`,
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
    kierownik|kierowniczka|menedżer|menadżer|manager|dyrektor|dyrektorka|konsultant|konsultantka|księgowy|księgowa|
    nauczyciel|nauczycielka|lekarz|lekarka|pielęgniarka|pielęgniarz|kierowca|sprzedawca|sprzedawczyni|kasjer|
    kasjerka|magazynier|asystent|asystentka|sekretarka|recepcjonistka|stażysta|stażystka|praktykant|praktykantka|
    technik|mechanik|elektryk|projektant|projektantka|architekt|grafik|tester|testerka|koordynator|koordynatorka|
    doradca|prawnik|adwokat|radca|referent|kucharz|kelner|kelnerka|pracownik|opiekun|opiekunka|operator|monter|
    handlowiec|przedstawiciel|zastępca|prezes|właściciel|redaktor|tłumacz|dziennikarz|logistyk|rekruter|trener|
    wykładowca|badacz|naukowiec|ekspert|lider|specjalista ds|młodszy|starszy|kadrowa|kadrowy|ksiegowy|brygadzista|
    majster|mistrz|spawacz|ślusarz|stolarz|murarz|hydraulik|operatorka|kosmetyczka|fryzjer|fryzjerka|barman|
    barmanka|piekarz|cukiernik|ochroniarz|sprzątaczka|kurier|dostawca|spedytor|planista|zaopatrzeniowiec|kupiec|
    telemarketer|doradczyni|agentka|agent|psycholog|pedagog|logopeda|fizjoterapeuta|farmaceuta|położna|ratownik|
    ratownik medyczny|wychowawca|wychowawczyni|przedszkolanka|bibliotekarz|bibliotekarka|dziennikarka|redaktorka|
    tłumaczka|copywriter|fotograf|kosztorysant|geodeta|audytor|kontroler|inspektor|rzeczoznawca|notariusz|aplikant|
    asesor|sędzia|wolontariusz|wolontariuszka|wiceprezes|członek zarządu|współzałożyciel|założyciel|właścicielka|
    adiunkt|doktorant|doktorantka|profesor|laborant|laborantka|technolog|automatyk|informatyk|serwisant|
    wdrożeniowiec|scrum master|product owner|lider zespołu|team leader|
      księgarz|szef kuchni|szefowa kuchni`,
  employers: `spółka|bank|uniwersytet|szkoła|szpital|urząd|fundacja|stowarzyszenie|instytut|zakład|zakłady|
    przedsiębiorstwo|grupa|biuro|sklep|hurtownia|kancelaria|wydawnictwo|politechnika|fabryka|ministerstwo|
    gmina`,
  legal: 'sp z o o|sp z oo|spzoo|s a|sp k|sp j|z o o',
};
