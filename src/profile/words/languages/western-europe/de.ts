import type { LanguageWords } from '../../language-words.js';

/** German. */
export const de: LanguageWords = {
  code: 'de',
  common: `und der die das mit von fur im in zu bei den des ein eine einer als auf durch sowie zur zum am uber nach
    ist wurde haben ich bis berufserfahrung ausbildung kenntnisse sprachen heute studium lebenslauf
    fahigkeiten`,
  dates: {
    present: `heute|bis heute|aktuell|jetzt|laufend|gegenwart|gegenwärtig|dato|bis dato|bis jetzt|derzeit|momentan|
      andauernd|fortlaufend|zurzeit|zur zeit|bis auf weiteres|bis aktuell|noch laufend|ongoing|heutzutage|
      gegenwärtige stelle|ungekündigt|weiterhin|
      bis zum heutigen tag|noch heute|immer noch|derzeit tätig|aktuell tätig|bis heute andauernd|
      gegenwärtig tätig`,
    from: 'seit|ab|seit dem|startdatum|beginn|eintritt',
    to: 'bis|bis zum|bis zu|bis ende|bis einschließlich|austritt|enddatum',
    rangeFrom: 'von|vom|start|anfang',
    rangeTo: 'ende',
    months: '1 jaenner jänner jän|3 maerz mrz|2 feber',
    seasons: ['winter', 'frühling|frühjahr', 'sommer', 'herbst'],
    quarter: 'quartal|quart',
    half: 'halbjahr',
  },
  headings: {
    summary: `profil|kurzprofil|uber mich|zusammenfassung|zielsetzung|berufsziel|kurzvorstellung|personliches profil|
      profil und ziele|persönliche zusammenfassung|mein profil|kurzbiografie|berufliches profil|berufliches ziel|
      karriereziel|schwerpunkte`,
    work: `berufserfahrung|berufserfahrungen|arbeitserfahrung|berufliche erfahrung|berufliche erfahrungen|
      beruflicher werdegang|berufspraxis|werdegang|praxiserfahrung|praktika|praktische erfahrung|
      praktische erfahrungen|berufstatigkeit|berufliche tatigkeit|berufliche tatigkeiten|beschaftigungen|tatigkeiten|
      berufliche laufbahn|berufliche stationen|berufliche praxis|beruf|berufliche entwicklung|bisherige tätigkeiten|
      arbeitsverhältnisse|anstellungen|beruflicher hintergrund|praktische tätigkeiten|praktika und nebenjobs|
      nebentätigkeiten|nebenjobs|berufsweg|beruflicher weg|karriere|berufliche erfahrungen und praktika|
      praktika und werkstudententätigkeiten|wehrdienst|zivildienst|beschäftigungsverlauf|erfahrung|erfahrungen|
      arbeitserfahrungen|selbstständigkeit`,
    education: `ausbildung|ausbildungen|bildung|bildungsweg|bildungsgang|schulbildung|studium|hochschulbildung|
      akademische ausbildung|ausbildung und studium|schulische ausbildung|schulausbildung|akademischer werdegang|
      universitare ausbildung|weiterbildung|weiterbildungen|aus und weiterbildung|fortbildungen|berufsausbildung|
      schule|studium und ausbildung|schule und ausbildung|schule und studium|ausbildung und schule|
      ausbildung und bildung|bildung und ausbildung|schulische laufbahn|schulische bildung|akademische bildung|
      hochschulstudium|studium und schulbildung|ausbildungsweg|schulbesuch|schulischer werdegang|promotion|
      schulbildung und studium|studium und schule|akademische laufbahn|berufliche ausbildung|
      ausbildung und weiterbildung|fort und weiterbildung|fort und weiterbildungen|fortbildung|bildungsabschlüsse|
      abschlüsse`,
    skills: `top kenntnisse|
      kenntnisse|fahigkeiten|kompetenzen|fachkenntnisse|it kenntnisse|edv kenntnisse|kenntnisse und fahigkeiten|
      fahigkeiten und kenntnisse|technische kenntnisse|besondere kenntnisse|weitere kenntnisse|programmierkenntnisse|
      starken|technologien|werkzeuge|fachliche kompetenzen|qualifikationen|technische fahigkeiten|soziale kompetenzen|
      edv|fertigkeiten|fähigkeiten und kompetenzen|kompetenzen und fähigkeiten|it skills|it kompetenzen|
      edv kenntnisse und software|computerkenntnisse|softwarekenntnisse|persönliche stärken|persönliche fähigkeiten|
      kernkompetenzen|stärken und kompetenzen|besondere fähigkeiten|weitere fähigkeiten|weitere qualifikationen|
      zusatzqualifikationen|methodenkompetenz|methodenkenntnisse|programmiersprachen|technologie stack|it und edv|
      pc kenntnisse|technische kompetenzen|fachkompetenzen|kenntnisse und qualifikationen|wissen und können|
      schlüsselqualifikationen|expertise|kenntnisse und fertigkeiten`,
    languages: `sprachen|sprachkenntnisse|sprache|fremdsprachen|sprachliche kenntnisse|sprachkompetenzen|sprachkompetenz|
      sprachliche fähigkeiten|fremdsprachenkenntnisse|kenntnisse in sprachen`,
    certificates: `zertifikate|zertifizierungen|zertifikate und weiterbildungen|lizenzen|fuhrerschein|kurse|schulungen|
      zertifikate und lizenzen|zertifikate und schulungen|führerscheine|seminare|weiterbildung und zertifikate|
      kurse und zertifikate|zertifizierungen und kurse`,
    projects: `projekte|projekterfahrung|projekt|ausgewahlte projekte|forschungsprojekte|abschlussarbeit|
      abschlussarbeiten`,
    publications: 'publikationen|veroffentlichungen|vortrage',
    references: 'referenzen|referenz',
    volunteer: `ehrenamt|ehrenamtliche tatigkeit|ehrenamtliche tatigkeiten|ehrenamtliches engagement|soziales engagement|
      freiwilligenarbeit|ehrenämter|engagement|gesellschaftliches engagement|ehrenamt und engagement|
      außerschulisches engagement`,
    awards: `auszeichnungen|preise|erfolge|stipendien|auszeichnungen und preise|ehrungen|preise und stipendien|
      stipendien und auszeichnungen|erfolge und auszeichnungen`,
    interests: `interessen|hobbys|hobbies und interessen|interessen und hobbys|freizeit|hobbys und interessen|mitgliedschaften|
      persönliche interessen|private interessen|freizeitaktivitäten|hobbys und freizeit|interessen und freizeit|
      privates|freizeitinteressen|interessen und hobbies|hobbies`,
    contact: `kontakt|kontaktdaten|personliche daten|personliche angaben|personliche informationen|angaben zur person|
      zur person|personalien|persönliches|kontaktinformationen|angaben zu meiner person|allgemeine angaben|anschrift|
      daten zur person|person`,
    other: 'sonstiges|weitere informationen|weitere angaben|zusatzliche informationen|anhange',
  },
  labels: {
    title: 'position|funktion|rolle|stelle|tätig als|tätigkeit|beruf|berufsbezeichnung|stellenbezeichnung',
    employer: 'arbeitgeber|firma|unternehmen|betrieb|firmenname',
    place: 'ort|standort|arbeitsort',
    period: 'zeitraum|dauer|datum|beschäftigungszeitraum|zeit|projektzeitraum',
    degree: 'abschluss|studienabschluss',
    school: 'hochschule|universität|schule|bildungseinrichtung|ausbildungsstätte',
    area: 'studiengang|fachrichtung|studienfach|schwerpunkt|hauptfach',
    name: 'name|vor- und nachname|vorname nachname',
    other: `aufgaben|verantwortlichkeiten|beschreibung|technologien|kunde|projekt|branche|abteilung|teamgröße|
      aufgabengebiet|aufgabenbereich|tätigkeiten|tools`,
  },
  degrees: `baccalaureat|magister|doktor|promotion|diplom|abitur|fachabitur|hochschulreife|fachhochschulreife|
    realschulabschluss|hauptschulabschluss|mittlere reife|matura|staatsexamen|berufsausbildung|ausbildung|
    lehre|lehre als|auslandssemester|bachelorstudium|masterstudium|studium`,
  schools: `universität*|hochschule|fachhochschule|gymnasium|akademie|realschule|hauptschule|berufsschule|
    volksschule|grundschule`,
  fields: `informatik|betriebswirtschaft*|wirtschaft*|maschinenbau|elektrotechnik|physik|chemie|biologie|mathematik`,
  roles: `abteilungsleiter|aktuar|angestellte|angestellter|anwalt|arzt|arztin|assistent|assistentin|assistenz|
    auszubildende|auszubildender|azubi|bankkaufmann|bauleiter|bauingenieur|berater|beraterin|betreuer|betreuerin|
    betriebsleiter|buchhalter|buchhalterin|controllerin|dozent|dozentin|einkaufer|einkauferin|elektriker|
    elektroniker|entwickler|entwicklerin|erzieher|erzieherin|fachangestellte|fachinformatiker|fachkraft|
    fachverkauferin|fahrer|filialleiter|forscher|geschaftsfuhrer|geschaftsfuhrerin|geselle|gestalter|grafiker|
    grunder|grunderin|hilfskraft|informatiker|informatikerin|ingenieur|ingenieurin|kauffrau|kaufmann|kellner|
    kellnerin|koch|kochin|krankenpfleger|krankenschwester|laborant|lagerist|landwirt|lehrer|lehrerin|leiter|
    leiterin|leitung|maler|mechaniker|mechatroniker|meister|mitarbeiter|mitarbeiterin|mitglied|monteur|pfleger|
    pflegefachkraft|polier|praktikant|praktikantin|praktikum|produktmanager|programmierer|projektleiter|
    projektleiterin|projektmanager|prokurist|prufer|redakteur|redakteurin|referendar|referent|referentin|
    sachbearbeiter|sachbearbeiterin|schlosser|schreiner|sekretar|sekretarin|softwareentwickler|softwareingenieur|
    spezialist|sprecher|steuerberater|steuerfachangestellte|systemadministrator|teamleiter|teamleiterin|techniker|
    tischler|trainerin|tutorin|verkaufer|verkauferin|vertriebsleiter|vertriebsmitarbeiter|volontar|vorarbeiter|
    vorstand|werkstudent|werkstudentin|wissenschaftler|zimmerer|aushilfe|studentische|programmiererin|
    administratorin|analystin|architektin|grafikerin|designerin|koordinatorin|spezialistin|direktorin|managerin|
    technikerin|mechanikerin|elektrikerin|ubersetzer|ubersetzerin|softwareentwicklerin|gartner|gartnerin|friseur|
    friseurin|physiotherapeut|physiotherapeutin|bankkauffrau|hausmeister|disponent|disponentin|gesellin|
    facharbeiter|bürokauffrau|bürokaufmann|pflegefachfrau|pflegefachmann|hebamme|apothekerin|apotheker|volontär|
    volontärin|trainee|hiwi|rechtsanwältin|rechtsanwalt|filialleiterin|verkäuferin|ärztin|polizistin|polizist|
    soldatin|soldat|optiker|bäcker|metzger|florist|floristin|psychologin|logopädin|sozialarbeiterin|sozialpädagogin|
    prüferin|
      buchhändler|buchhändlerin|rettungsschwimmer|rettungsschwimmerin|dachdecker|kommissionierer|
      reinigungskraft`,
  employers: `universitat|universitaet|hochschule|fachhochschule|klinik|klinikum|krankenhaus|schule|verein|verlag|
    werke|werk|institut|stiftung|bundesamt|bundeswehr|ministerium|sparkasse|volksbank|versicherung|agentur|
    gesellschaft|kindergarten|kita|stadt|landratsamt|gymnasium|apotheke`,
  legal: 'gmbh|ag|kg|ohg|gbr|ug|kgaa|mbh|se',
};
