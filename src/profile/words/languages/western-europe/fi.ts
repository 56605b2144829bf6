import type { LanguageWords } from '../../language-words.js';

/** Finnish. */
export const fi: LanguageWords = {
  code: 'fi',
  common: `ja on oli sekä että tai se olen ollut myös kun joka mutta ei kuin työkokemus koulutus taidot kielitaito
    osaaminen työ tehtävät suomi yliopisto vuotta mukaan kanssa jälkeen`,
  dates: {
    present: `nykyinen|nykyhetki|tällä hetkellä|nyt|tänään|jatkuu|edelleen|toistaiseksi|nykyään|nykyisin|käynnissä|
      tähän päivään|meneillään|
      yhä|nykyaika|jatkuva|voimassa|
      tähän saakka|nykyhetkeen|vielä|tähän hetkeen|tähän asti`,
    from: 'alkaen|aloituspäivä|alkoi',
    to: 'päättyen|päättyi|lopetuspäivä',
    fromAfter: 'alkaen|lähtien|saakka lähtien',
    toAfter: 'asti|saakka',
    months: `1 tammikuussa tammikuun tammikuusta tammikuuhun tammikuulta|2 helmikuussa helmikuun helmikuusta helmikuuhun helmikuulta|3 maaliskuussa maaliskuun maaliskuusta maaliskuuhun maaliskuulta|4 huhtikuussa huhtikuun huhtikuusta huhtikuuhun huhtikuulta|
      5 toukokuussa toukokuun toukokuusta toukokuuhun toukokuulta|6 kesäkuussa kesäkuun kesäkuusta kesäkuuhun kesäkuulta|7 heinäkuussa heinäkuun heinäkuusta heinäkuuhun heinäkuulta|8 elokuussa elokuun elokuusta elokuuhun elokuulta|
      9 syyskuussa syyskuun syyskuusta syyskuuhun syyskuulta|10 lokakuussa lokakuun lokakuusta lokakuuhun lokakuulta|11 marraskuussa marraskuun marraskuusta marraskuuhun marraskuulta|12 joulukuussa joulukuun joulukuusta joulukuuhun joulukuulta`,
    seasons: ['talvi|talvella', 'kevät|keväällä', 'kesä|kesällä', 'syksy|syksyllä'],
    quarter: 'neljännes|vuosineljännes|kvartaali',
    half: 'vuosipuolisko',
  },
  headings: {
    summary: 'profiili|tiivistelmä|minusta|esittely|yhteenveto|tavoite',
    work: `työkokemus|työhistoria|kokemus|työkokemukset|ura|ammatillinen kokemus|työsuhteet|harjoittelu|
      aiempi työkokemus|työura`,
    education: 'koulutus|opinnot|koulutukset|tutkinnot|koulutustausta|koulutus ja tutkinnot',
    skills: `taidot|osaaminen|tietotaidot|tekniset taidot|it taidot|ydinosaaminen|tietotekniset taidot|atk taidot|
      erityistaidot|teknologiat|työkalut|vahvuudet|muut taidot|ammattitaito|tekninen osaaminen`,
    languages: 'kielitaito|kielet|kielitaidot',
    certificates: `sertifikaatit|kurssit|todistukset|pätevyydet|kurssit ja sertifikaatit|ajokortti|täydennyskoulutus|
      luvat ja kortit|kortit ja luvat`,
    projects: 'projektit|omat projektit|opinnäytetyö',
    publications: 'julkaisut|artikkelit|esitelmät|patentit',
    references: 'suosittelijat|referenssit|suositukset',
    volunteer: 'vapaaehtoistyö|luottamustoimet|järjestötoiminta|vapaaehtoistoiminta',
    awards: 'palkinnot|saavutukset|stipendit|tunnustukset|apurahat',
    interests: 'harrastukset|kiinnostuksen kohteet|vapaa aika|harrastukset ja kiinnostuksen kohteet',
    contact: 'yhteystiedot|henkilötiedot|yhteystieto',
    other: 'muut tiedot|lisätiedot|muuta|muu',
  },
  labels: {
    title: 'tehtävä|tehtävänimike|asema|nimike|rooli|titteli',
    employer: 'työnantaja|yritys|työpaikka',
    place: 'paikka|paikkakunta|kaupunki',
    period: 'ajanjakso|aika|kesto|ajankohta',
    degree: 'tutkinto|tutkintonimike',
    school: 'oppilaitos|koulu|yliopisto',
    area: 'pääaine|koulutusohjelma|ala|suuntautuminen',
    name: 'nimi|koko nimi',
    other: 'työtehtävät|tehtävät|vastuut|kuvaus|teknologiat|asiakas|projekti|toimiala',
  },
  degrees: `kandidaatti|maisteri|diplomi-insinööri|insinööri amk|tohtori|ylioppilas|ylioppilastutkinto|tradenomi|
    merkonomi|luonnontieteiden kandidaatti|luonnontieteiden maisteri|filosofian maisteri|
    tekniikan kandidaatti|tekniikan tohtori|kauppatieteiden maisteri|kauppatieteiden kandidaatti|
    ammattitutkinto|perustutkinto|lisensiaatti|ktm`,
  schools: 'yliopisto*|ammattikorkeakoulu*|lukio*|korkeakoulu*|ammattikoulu*|opisto*|ammattiopisto*|koulu',
  fields: `tietojenkäsittely*|matematiikka|fysiikka|kemia|taloustiede|oikeustiede|tietotekniikka|kauppatieteet|
    sähkötekniikka|konetekniikka|psykologia`,
  roles: `insinööri|kehittäjä|ohjelmistokehittäjä|ohjelmoija|projektipäällikkö|päällikkö|johtaja|toimitusjohtaja|
    konsultti|asiantuntija|opettaja|lääkäri|sairaanhoitaja|lähihoitaja|assistentti|sihteeri|kirjanpitäjä|ekonomi|
    juristi|asianajaja|analyytikko|arkkitehti|teknikko|koordinaattori|myyjä|kassa|työntekijä|harjoittelija|kokki|
    tarjoilija|kuljettaja|varastotyöntekijä|sähköasentaja|asentaja|mekaanikko|toimittaja|kääntäjä|tutkija|
    suunnittelija|testaaja|esimies|vastaava|neuvoja|avustaja|ohjaaja|kouluttaja|yrittäjä|perustaja|omistaja|
    hallintoasiantuntija|ohjelmistosuunnittelija|myyntipäällikkö|vastaanottovirkailija|asiakaspalvelija|
    asiakasneuvoja|myyntiedustaja|myyntineuvottelija|myymäläpäällikkö|talouspäällikkö|palkanlaskija|controller|
    hankintapäällikkö|ostaja|logistiikkakoordinaattori|varastopäällikkö|tiiminvetäjä|ryhmäpäällikkö|osastopäällikkö|
    tuotantopäällikkö|laatupäällikkö|insinöörikoululainen|suunnitteluinsinööri|järjestelmäasiantuntija|
    järjestelmäarkkitehti|it tukihenkilö|web kehittäjä|ohjelmistoinsinööri|graafikko|copywriter|viestintäpäällikkö|
    viestintäasiantuntija|markkinointipäällikkö|luokanopettaja|lastentarhanopettaja|varhaiskasvatuksen opettaja|
    lehtori|professori|tutkimusavustaja|väitöskirjatutkija|kätilö|hammaslääkäri|fysioterapeutti|psykologi|
    sosiaalityöntekijä|farmaseutti|proviisori|siivooja|talonmies|vartija|leipuri|kampaaja|maalari|hitsaaja|
    putkiasentaja|rakennusmestari|työnjohtaja|koneistaja|operaattori|trukkikuski|kuriiri|harjoittelijana|
    vapaaehtoinen|puheenjohtaja|hallituksen jäsen|freelancer|tuntiopettaja|kesätyöntekijä`,
  employers: `kaupunki|kunta|yliopisto|koulu|sairaala|pankki|virasto|yhdistys|säätiö|instituutti|ryhmä|yhtiö|kauppa|
    toimisto|keskus|ministeriö|osuuskunta`,
  legal: 'oy|oyj|ab|ky|ry|tmi|oy ab',
};
