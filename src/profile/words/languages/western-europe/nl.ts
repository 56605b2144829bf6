import type { LanguageWords } from '../../language-words.js';

/** Dutch. */
export const nl: LanguageWords = {
  code: 'nl',
  common: `en van de het een in voor met op bij aan als te door naar ik is zijn tot ook om heb mijn werkervaring
    opleiding vaardigheden talen heden profiel`,
  dates: {
    present: `heden|nu|vandaag|lopend|huidig|huidige|tot heden|tot nu|tot nu toe|tot op heden|actueel|momenteel|
      doorlopend|lopende|tegenwoordig|
      thans|nog steeds|tot vandaag|tot en met heden`,
    from: 'sinds|vanaf|startdatum|vanaf het',
    to: 'tot|t/m|tot en met|tm|einddatum|tem',
    rangeFrom: 'van|per|start|begin|aanvang|tussen',
    rangeTo: 'einde',
    months: '3 mrt|5 mei',
    seasons: ['winter', 'lente|voorjaar', 'zomer', 'herfst|najaar'],
    quarter: 'kwartaal|kwart',
    half: 'halfjaar',
  },
  headings: {
    summary: `profiel|persoonlijk profiel|samenvatting|over mij|doelstelling|profielschets|korte introductie|introductie|
      persoonlijk profiel en motivatie|mijn profiel|wie ben ik|over mezelf|profiel en ambitie|motivatie|ambitie|
      carrièredoel|professioneel profiel|persoonlijke profielschets|samenvatting profiel`,
    work: `werkervaring|ervaring|professionele ervaring|loopbaan|arbeidsverleden|stages en werkervaring|
      relevante werkervaring|stage ervaring|arbeidservaring|bijbanen|werk|werkgeschiedenis|carrière|carriere|
      werkzaamheden|beroepservaring|beroepspraktijk|functies|dienstverbanden|stages|stage|stage ervaringen|
      stages en bijbanen|bijbaan|arbeidsloopbaan|werkervaringen|overige werkervaring|recente werkervaring|
      loopbaanoverzicht|ervaringen|professionele loopbaan|mijn werkervaring|relevante ervaring|opdrachten|
      werkverleden`,
    education: `opleiding|opleidingen|onderwijs|scholing|studie|studies|opleiding en training|opleidingen en cursussen|
      cursussen|opleidingen en trainingen|opleidingsgegevens|opleiding en scholing|opleidingen en scholing|
      onderwijs en opleiding|gevolgde opleidingen|studies en opleidingen|schoolopleiding|schoolopleidingen|
      academische opleiding|vooropleiding|genoten opleidingen|opleiding en studie|educatie|diploma s en opleidingen|
      mijn opleidingen|opleidingen en diploma s|scholing en opleiding|opleidingsachtergrond`,
    skills: `belangrijkste vaardigheden|
      vaardigheden|competenties|kennis|kennis en vaardigheden|it vaardigheden|computervaardigheden|
      technische vaardigheden|kwaliteiten|computerkennis|kennis en ervaring|vaardigheden en competenties|
      competenties en vaardigheden|ict vaardigheden|ict kennis|ict|digitale vaardigheden|sterke punten|eigenschappen|
      persoonlijke eigenschappen|kerncompetenties|kernkwaliteiten|software|softwarekennis|programma s|
      programmeertalen|tools en technieken|technische kennis|technologieën|expertise|specialisaties|specialismen|
      persoonlijke vaardigheden|kwaliteiten en vaardigheden|overige vaardigheden|automatiseringskennis|
      computer vaardigheden|mijn vaardigheden|soft skills|systemen|vakkennis`,
    languages: `talen|talenkennis|taalvaardigheid|taalvaardigheden|taalkennis|taal|talen en niveau|kennis van talen|
      vreemde talen|beheersing van talen|taalbeheersing|moedertaal`,
    certificates: `certificaten|certificeringen|diploma s|cursussen en certificaten|trainingen|rijbewijs|
      certificaten en trainingen|cursussen en trainingen|trainingen en cursussen|certificaten en cursussen|cursus|
      bijscholing|rijbewijzen|diploma s en certificaten|certificering|licenties|vakopleidingen`,
    projects: 'projecten|project ervaring|eigen projecten|scriptie',
    publications: 'publicaties|artikelen|octrooien',
    references: 'referenties|referentie|referenties op aanvraag',
    volunteer: `vrijwilligerswerk|vrijwillig werk|vrijwilligersactiviteiten|maatschappelijke activiteiten|bestuursfuncties|
      vrijwilligers werk|nevenfuncties`,
    awards: 'prijzen|onderscheidingen|prestaties|prijzen en onderscheidingen|erkenningen',
    interests: `interesses en hobby s|hobby s|vrije tijd|nevenactiviteiten|interesses|interesse|hobby|hobbies|hobbys|
      hobby s en interesses|persoonlijke interesses|interesses en hobbys|hobbys en interesses|vrijetijdsbesteding`,
    contact: `contactgegevens|persoonlijke gegevens|personalia|persoonlijke informatie|gegevens|contact|contactinformatie|
      algemene gegevens|mijn gegevens|persoonsgegevens|naw gegevens|adresgegevens|persoonlijk`,
    other: `overig|overige|overige informatie|aanvullende informatie|bijlagen|diversen|bijzonderheden|overige gegevens|
      overige activiteiten|aanvullende gegevens|extra`,
  },
  labels: {
    title: 'functie|functietitel|rol|positie',
    employer: 'werkgever|bedrijf|organisatie|bedrijfsnaam|naam werkgever',
    place: 'plaats|locatie|standplaats|stad',
    period: 'periode|duur|datum|looptijd',
    degree: 'diploma|graad|titel',
    school: 'school|universiteit|onderwijsinstelling|instelling',
    area: 'richting|studierichting|specialisatie|opleidingsrichting',
    name: 'naam|volledige naam|voornaam en achternaam',
    other: `taken|verantwoordelijkheden|omschrijving|technologieën|klant|project|sector|werkzaamheden|branche|
      afdeling`,
  },
  degrees: 'propedeuse|doctoraal|kandidaats|bachelor|master',
  schools: 'universiteit*|hogeschool|lyceum|academie',
  fields: 'rechten|bedrijfskunde|economie|geneeskunde',
  roles: `accountmanager|administrateur|adviseur|afdelingshoofd|ambtenaar|assistente|begeleider|beheerder|bestuurder|
    bezorger|boekhouder|chauffeur|coordinator|directeur|docent|docente|eigenaar|elektricien|functioneel|gebruiker|
    hoofd|hulpverlener|ingenieur|inkoper|jurist|kapper|kassamedewerker|kok|leerkracht|leraar|lerares|leidinggevende|
    lid|loodgieter|magazijnmedewerker|manager|medewerker|medewerkster|monteur|onderzoeker|ondernemer|ontwerper|
    ontwikkelaar|oprichter|planner|postbode|programmeur|projectleider|projectmanager|psycholoog|redacteur|
    secretaresse|softwareontwikkelaar|stagiair|stagiaire|teamleider|technicus|teamleidster|timmerman|verkoper|
    verkoopster|verpleegkundige|verzorgende|vertaler|vertegenwoordiger|voorzitter|vrijwilliger|winkelmedewerker|
    ontwerpster|onderzoekster|ontwikkelaarster|programmeuse|redactrice|vertaalster|assistent|projectleidster|kokkin|
    beleidsmedewerker|onderwijsassistent|caissière|vakkenvuller|orderpicker|koerier|lasser|schilder|ober|
    serveerster|barmedewerker|receptionist|receptioniste|managementassistent|directrice|zzp er|trainee|werkstudent|
    promovendus|werkvoorbereider|uitvoerder|tekenaar|architect|vormgever|journalist|advocaat|notaris|adviseuse|
    consulent|begeleidster|coach|therapeut|fysiotherapeut|apotheker|arts|huisarts|logistiek medewerker|coördinator|
    applicatiebeheerder|systeembeheerder|tester|analist|toezichthouder|beveiliger|conciërge|schoonmaker|kapster|
    invalkracht|bestuurslid|penningmeester|
      badmeester|boekverkoper`,
  employers: `universiteit|hogeschool|school|ziekenhuis|gemeente|bedrijf|stichting|groep|ministerie|winkel|bureau`,
  legal: 'bv|nv|vof|cv',
};
