import type { JdWords } from './types.js';

export const de: JdWords = {
  headings: {
    must: 'dein profil|ihr profil|euer profil|das profil|profil|unser wunschprofil|wunschprofil|das bringst du mit|das bringen sie mit|was du mitbringst|was sie mitbringen|was du mitbringen solltest|was sie mitbringen sollten|du bringst mit|sie bringen mit|mitbringen|dein background|ihr background|das zeichnet dich aus|das zeichnet sie aus|was dich auszeichnet|was sie auszeichnet|damit uberzeugst du|damit uberzeugst du uns|damit uberzeugen sie|damit uberzeugen sie uns|womit du uns uberzeugst|so uberzeugst du uns|das bist du|das sind sie|wer du bist|wer sie sind|wen wir suchen|wir suchen|was wir suchen|was wir erwarten|was wir von dir erwarten|wir erwarten|unsere erwartungen|das erwarten wir|das erwarten wir von dir|das wunschen wir uns|was wir uns wunschen|wir wunschen uns|das solltest du mitbringen|das sollten sie mitbringen|das brauchst du|das brauchen wir|was du brauchst|was sie brauchen|du hast|du bist|sie haben|sie sind|muss|muss haben|must-haves|das musst du mitbringen|das mussen sie mitbringen|das musst du konnen|zwingend|zwingend erforderlich|unbedingt|anforderungsprofil|deine superkrafte|das kannst du|was du kannst|dich|sie|passt du zu uns|du passt zu uns|du passt zu uns wenn|ohne geht es nicht|grundvoraussetzungen',
    nice: 'kann|kann haben|von vorteil|vorteilhaft|wunschenswert|wunschenswert ist|wunschenswert sind|ware schon|ware toll|schon ware|schon ware es|toll ware|toll ware es|toll wenn du|idealerweise|idealerweise bringst du mit|idealerweise bringen sie mit|idealerweise hast du|pluspunkte|pluspunkt|das ist ein plus|ein plus|plus|das ware ein plus|bonus|bonuspunkte|bonuspunkte fur|bonuspunkte gibt es fur|extrapunkte|zusatzlich von vorteil|ausserdem von vorteil|optional|nicht zwingend aber schon|kein muss aber schon|kein muss aber von vorteil|kein muss|das rundet dein profil ab|das rundet ihr profil ab|abgerundet wird dein profil durch|darauf freuen wir uns|daruber freuen wir uns|das i-tupfelchen|i-tupfelchen|das sahnehaubchen|sahnehaubchen|gerne auch|gern gesehen|gerne gesehen|auch gut|nice-to-haves|soll|soll-kriterien|kann-kriterien|wenn du ausserdem|erwunscht|hilfreich|hilfreich ware|begrussenswert|das hebt dich ab|damit punktest du|damit punkten sie|damit sammelst du pluspunkte',
    excluded:
      'nicht erforderlich|nicht notwendig|nicht notig|das brauchst du nicht|das brauchen sie nicht|was du nicht brauchst|was sie nicht brauchen|was du nicht mitbringen musst|nicht gefragt|nicht verlangt|was wir nicht nutzen|was wir nicht verwenden|was wir nicht brauchen|wird nicht benotigt|kein muss und nicht gefragt',
    duties:
      'aufgaben|deine aufgaben|ihre aufgaben|das sind deine aufgaben|das erwartet dich|das erwartet sie|was dich erwartet|was sie erwartet|was du tust|was sie tun|was du bewegst|das machst du|das tust du|das tun sie|was du machst|deine mission|deine rolle|ihre rolle|die rolle|die stelle|die position|der job|stellenbeschreibung|stellenprofil|tatigkeiten|tatigkeit|ihre tatigkeit|deine tatigkeit|aufgabengebiet|aufgabenbereich|ihr aufgabengebiet|dein aufgabengebiet|aufgabenschwerpunkte|einsatzgebiet|ihr einsatz|verantwortung|dein verantwortungsbereich|verantwortlichkeiten|dein alltag|darum geht es|worum es geht|dafur suchen wir dich|zu deinen aufgaben gehoren|zu ihren aufgaben gehoren|dein job|dein arbeitsalltag|damit beschaftigst du dich|was du bei uns machst',
    stack:
      'unser tech stack|unser tech-stack|tech-stack|unser stack|technologien|unsere technologien|womit wir arbeiten|damit arbeiten wir|eingesetzte technologien|unser werkzeugkasten',
    benefits:
      'wir bieten|das bieten wir|das bieten wir dir|das bieten wir ihnen|wir bieten dir|wir bieten ihnen|was wir bieten|was wir dir bieten|was wir ihnen bieten|unser angebot|unser angebot an sie|unser angebot an dich|deine vorteile|ihre vorteile|vorteile|deine benefits|ihre benefits|unsere benefits|benefits|gehalt|vergutung|das bekommst du|das bekommen sie|darauf kannst du dich freuen|darauf konnen sie sich freuen|freu dich auf|freuen sie sich auf|warum wir|warum *|was dich bei uns erwartet|unsere leistungen|leistungen|gute grunde|das spricht fur uns|was fur uns spricht|dafur stehen wir',
    company:
      'uber uns|wer wir sind|das unternehmen|unternehmen|das sind wir|wir uber uns|wir sind|wir stellen uns vor|unternehmensbeschreibung|unternehmensprofil|uber *|unser unternehmen|unser team|das team|dein team|ihr team|arbeitgeber|der arbeitgeber|unsere mission|unsere werte|unsere vision|einleitung|unser kunde|unser mandant|unser auftraggeber',
    legal:
      'chancengleichheit|datenschutz|datenschutzhinweis|datenschutzhinweise|bewerbung|ihre bewerbung|deine bewerbung|jetzt bewerben|bewirb dich|bewirb dich jetzt|bewerben|so bewirbst du dich|so bewerben sie sich|kontakt|ihr kontakt|dein kontakt|ansprechpartner|ihr ansprechpartner|dein ansprechpartner|ansprechpartnerin|impressum|rechtliches|hinweis|hinweise|interesse|interesse geweckt|haben wir ihr interesse geweckt|haben wir dein interesse geweckt|neugierig|vielfalt|diversitat|bewerbungsprozess|der bewerbungsprozess|ahnliche jobs|ahnliche stellen|weitere stellen|bewerbungsfrist|so geht es weiter|sonstiges',
  },
  headingWords: {
    must: 'anforderung anforderungen voraussetzung voraussetzungen qualifikation qualifikationen kenntnisse fachkenntnisse erfahrung erfahrungen berufserfahrung kompetenz kompetenzen fahigkeiten fertigkeiten muss musskriterien muss-kriterien muss-anforderungen pflicht erforderlich erforderliche erforderlichen notwendig notwendige notwendigen zwingend zwingende zwingenden benotigt benotigte unverzichtbar unabdingbar ausbildung sprachkenntnisse fachlich fachliche profil mindestanforderungen grundanforderungen mussanforderungen kernkompetenzen einstellungsvoraussetzungen vorausgesetzt',
    nice: 'wunschenswert wunschenswerte wunschenswerten gewunscht gewunschte gewunschten erwunscht erwunschte vorteil vorteilhaft vorteilhafte optional optionale optionalen idealerweise zusatzlich zusatzliche zusatzqualifikation zusatzqualifikationen zusatzkenntnisse pluspunkt pluspunkte bonus kann kannkriterien kann-kriterien kann-anforderungen kannanforderungen bevorzugt bevorzugte willkommen hilfreich hilfreiche schon',
    duties: 'aufgaben hauptaufgaben kernaufgaben tatigkeiten aufgabenbereich verantwortlichkeiten',
    benefits: 'vorteile leistungen gehalt vergutung',
    filler:
      'kein keine und oder die der das den dein deine deinen ihr ihre ihren unser unsere fachliche personliche technische methodische soziale wichtige weitere sonstige allgemeine besondere an sie dich zu fur mit von im in am sind ist du haben bringst mitbringst mit formale formelle was wir unbedingt ware waren auch aber nicht',
  },
  questions: {
    start: 'was|wen|wer|das|womit|warum|so|damit|dein|ihr|darum|wie|hier',
    must: '(?:mitbring|suchen|erwarten wir|wir erwarten|wunschen|brauch|uberzeug|auszeichn|kannst|konnen sollte|du bist|sie sind|passt|verlangen|fordern|voraussetz|solltest|sollten)',
    nice: '(?:schon ware|toll|uns (?:auch |ausserdem |zusatzlich )?freu|freuen wir uns|wir uns freuen|vorteil|plus|punkte|abheb|zusatzlich|bonus)',
    duties: '(?:machst|tust|tun|erwartet|aufgabe|bewegst|bewirk|verantwort|arbeitest|gestalte)',
    benefits: '(?:bieten|bekomm|freuen|fur dich|fur sie|von uns|haben wir fur)',
  },
  wish: 'hattest|konntest|ware|waren|wurde|kur(?!\\p{L})|schatzen|begeister|punkten|gerne?|toll|super|klasse|obendrauf|extra',
  labels: {
    title:
      'freie stelle|ausgeschriebene stelle|zu besetzende stelle|vakante position|der job|die vakanz|deine rolle|ihre rolle|deine stelle|ihre stelle|deine position|ihre position|stelle|stellenbezeichnung|stellentitel|position|jobtitel|beruf|berufsbezeichnung|funktion|gesucht|gesucht wird|wir suchen|bezeichnung|rolle|die stelle|die position|stellenangebot|offene stelle|job',
    company: 'firma|unternehmen|arbeitgeber|firmenname|betrieb|auftraggeber|kunde',
    place: 'standort|standorte|arbeitsort|einsatzort|ort|dienstort|dienstsitz|region|arbeitsplatz',
    employment:
      'anstellungsart|beschaftigungsart|vertragsart|arbeitszeit|arbeitszeitmodell|umfang|pensum|beschaftigungsumfang|eintritt|eintrittsdatum|eintrittstermin|beginn|start|startdatum|befristung|vertrag|arbeitsmodell|anstellung|ab',
    salary:
      'gehalt|vergutung|lohn|entgelt|entgeltgruppe|bezahlung|jahresgehalt|gehaltsspanne|gehaltsrahmen|stundenlohn|eingruppierung|tarif|besoldung',
    level: 'karrierestufe|karrierelevel|berufserfahrungsstufe|erfahrungsstufe|level',
    other:
      'abteilung|bereich|referenznummer|referenz|kennziffer|stellennummer|job-id|branche|veroffentlicht|bewerbungsfrist|ansprechpartner|kontakt|telefon|e-mail|berichtet an|reisebereitschaft|anzahl stellen|team',
  },
  nice: 'von (?:grossem |grossen |klarem )?vorteil|vorteilhaft|wunschenswert\\w*|idealerweise|gerne? (?:auch|gesehen)|ware(?:n)? (?:schon|toll|super|ein plus|ideal|hilfreich)|(?:schon|toll|super|ideal|hilfreich) (?:ware(?:n)?|sind)|(?:ein |ein grosses |ein klares )plus|(?:ein )?pluspunkte?|ein bonus|optional|hilfreich|erwunscht|gewunscht|bevorzugt|willkommen|begrussenswert|nice[ -]to[ -]have|kein muss,? aber|aber (?:schon|toll|super|gern|ideal)|nicht (?:zwingend |unbedingt )?(?:erforderlich|notwendig|notig|vorausgesetzt),? aber|vorzugsweise|optimalerweise|im idealfall|runde[nt] (?:dein|ihr|das) profil ab',
  must: 'zwingend|erforderlich|vorausgesetzt|voraussetzung|mindestens|unbedingt|muss|mussen|notwendig|unabdingbar|unverzichtbar|pflicht|du bringst|sie bringen|sie verfugen|du verfugst|wir erwarten',
  you: 'du bringst|du hast|du bist|du wirst|sie bringen|sie haben|sie sind|sie verfugen|sie werden|wir suchen|suchen wir|deine aufgaben|ihre aufgaben|wir erwarten|fur diese position',
  seeks:
    '(?:suchen|sucht)(?: wir| ab sofort| zum nachstmoglichen zeitpunkt| zum nachstmoglichen termin| zur verstarkung(?: unseres teams)?| dich als| sie als| dich| fur .{2,40}?| per sofort| aktuell| derzeit| baldmoglichst| in .{2,30}?)*|werde|als|bist du|sind sie|fur die (?:stelle|position) (?:als|des|der|einer|eines)|gesucht(?: wird| werden)?|stellt ein|in der position',
  negation: {
    determiners:
      'kein|keine|keinen|keiner|keinerlei|keines|keinem|ohne|statt|anstatt|anstelle von|an stelle von|weder|niemand|ausser|nicht-',
    adverbs: 'nicht|nie|niemals|nichts',
    without: 'ohne',
    predicates:
      'erforderlich|notwendig|notig|vorausgesetzt|voraussetzung|verlangt|benotigt|benotigen|gebraucht|brauchen|brauchst|zwingend|gefordert|gefragt|erwartet|muss|pflicht|verwendet|eingesetzt|genutzt|kennen|konnen|beherrschen|wissen|mitbringen|unbedingt|notwendigerweise|bestandteil|teil|relevant|wichtig|obligatorisch|gesucht|rolle|bedingung|vonnoten|gewunscht|haben|im einsatz|tun|zu tun|kriterium|noch',
    unneeded:
      'kannst du vergessen|konnen sie vergessen|uberflussig|unnotig|entbehrlich|irrelevant|nebensachlich|wird dir beigebracht|bringen wir dir bei|bringen wir ihnen bei|verzichtbar|verzichten wir|wir verzichten|verzichtet werden',
    friends:
      'nur|allein|weniger|mehr|zuletzt|lediglich|bloss|ausschliesslich|scheuen|angst|beschrankt|begrenzt|scheu|problem|probleme|sofort|einfach|sondern',
  },
  but: 'aber|jedoch|sondern|allerdings|doch|wahrend|obwohl|hingegen',
  and: 'und|sowie',
  or: 'oder|bzw\\.?|beziehungsweise|und/oder|alternativ',
  oneOf:
    'eine der folgenden|einer der folgenden|eines der folgenden|mindestens eine|mindestens einer|mindestens einem|wie z\\.? ?b\\.?|z\\.? ?b\\.?|zum beispiel|beispielsweise|wie etwa|entweder|wie',
  empty:
    'der die das den dem des ein eine einen einem einer ist sind war wird werden ware waren und oder hier dabei dafur daran dazu fur diese dieser diesem stelle position job rolle wir du sie ihnen dir dich man es auch aber doch im in am an auf mit von zu bei unbedingt zwingend wirklich absolut explizit grundsatzlich kenntnisse kenntnis erfahrung erfahrungen wissen musst mussen brauchst brauchen sollte sollten kann konnen mehr sehr so noch jedoch derzeit aktuell bei uns arbeit etwas spielt spielen sich vorkenntnisse selbst daher also danke',
  lead: {
    adjectives:
      'sehr gute guter gutes gut fundierte fundiertes fundierten sichere sicherer sicheres solide ausgepragte ausgezeichnete hervorragende erste umfassende exzellente einschlagige nachgewiesene langjahrige mehrjahrige vertiefte fliessende grundlegende idealerweise sowie und oder ein eine einen der die das souverane tiefgehende praktische breite',
    nouns:
      'erfahrung erfahrungen berufserfahrung praxiserfahrung kenntnisse kenntnissen grundkenntnisse fachkenntnisse wissen know-how knowhow umgang verstandnis beherrschung kompetenz expertise praxis routine vertraut vertrautheit fahigkeit versiert versierter erfahren begeisterung interesse leidenschaft affinitat abgeschlossene abgeschlossenes du sie hast haben bist sind bringst bringen verfugst verfugen uber deine ihre mindestens jahre jahr jahren monate monaten arbeit einsatz nutzung anwendung entwicklung programmierung hands-on spass freude',
    prepositions: 'mit in im von fur der des den an auf bei zu zum zur als am',
    verbs:
      'programmiersprache programmiersprachen kennst kennen beherrschst beherrschen sprichst sprechen nutzt nutzen',
  },
  tails:
    'kenntnisse kenntnis grundkenntnisse erfahrung erfahrungen ist sind wird werden erforderlich notwendig vorausgesetzt voraussetzung zwingend wunschenswert vorteil von ein plus optional fahigkeiten fahigkeit skills usw etc wissen idealerweise pflicht muss bevorzugt know-how',
  years: {
    numbers:
      'null ein|eine|einem|einen|einjahrige zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn zwanzig',
    year: 'jahren?|jahre?s?|-?jahrige[rsmn]?',
    month: 'monate?n?|-?monatige[rsmn]?',
    experience:
      '\\w*erfahrung\\w*|erfahren|praxis|berufspraxis|tatig\\w*|kenntnis\\w*|einschlagig\\w*|berufsjahre|mitbring\\w*|vorausgesetzt|mindestens|in der (?:entwicklung|pflege|praxis|branche)',
    most: 'hochstens|maximal|max\\.?|bis zu|weniger als|nicht mehr als|unter',
    least: 'mindestens|min\\.?|mind\\.?|wenigstens|uber|mehr als|ab|minimum|nicht weniger als',
    mostAfter: 'maximal|hochstens|max\\.?|oder weniger',
    range: 'bis|oder|und',
    other:
      'alt|alter|lebensjahr|befristet\\w*|befristung|vertrag|projektlaufzeit|laufzeit|ausbildungsdauer|dauer|garantie|seit|gegrundet|geschichte|firmengeschichte|letzten|nachsten|alle|studium|elternzeit|kindern?|kleinkinder|tradition|bestehen|marktfuhrer|ab 1[68]|volljahrig|vertragslaufzeit|gewahrleistung|jahre jung',
  },
};
