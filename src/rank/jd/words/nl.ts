import type { JdWords } from './types.js';

export const nl: JdWords = {
  headings: {
    must: 'jouw profiel|je profiel|uw profiel|profiel|het profiel|functie-eisen|functie eisen|functie-eis|eisen|onze eisen|wie ben jij|wie ben je|wie jij bent|wie je bent|dit ben jij|jij bent|je bent|jij hebt|je hebt|je beschikt over|wat breng je mee|wat breng jij mee|wat neem je mee|dit breng je mee|dit breng jij mee|dit neem je mee|wat wij vragen|wat we vragen|wij vragen|we vragen|wat vragen wij|wat vragen we|wat verwachten wij|wat wij verwachten|wij verwachten|wie zoeken wij|wie zoeken we|wij zoeken|wat wij zoeken|we zoeken|wat we zoeken|wat heb je nodig|dit heb je nodig|wat je nodig hebt|dit vragen wij|dit vragen we|harde eisen|musthaves|dit moet je hebben|jouw achtergrond|over jou|jouw talenten|onmisbaar',
    nice: "pluspunten|pluspunt|een pre|is een pre|dit is een pre|pre|pre's|wensen|onze wensen|functie-wensen|functiewensen|wenselijk|gewenst|optioneel|leuk als je ook|leuk om te hebben|mooi meegenomen|dat is mooi meegenomen|bonus|bonuspunten|bonuspunten voor|extra punten|extra|een plus|plus|is een plus|het zou mooi zijn als|het zou fijn zijn als|fijn als je ook|bij voorkeur|idealiter|ideaal|nog beter|nog beter als|waarmee je opvalt|hiermee val je op|hiermee onderscheid je je|wat je onderscheidt|niet verplicht maar handig|niet vereist maar handig|handig|handig om te hebben|nice-to-haves|zachte eisen|kers op de taart|de kers op de taart|voordelen van de kandidaat|aanvullend",
    excluded:
      'niet nodig|niet vereist|niet verplicht|dit heb je niet nodig|wat je niet nodig hebt|wat we niet gebruiken|wij gebruiken niet|niet gevraagd',
    duties:
      'taken|jouw taken|je taken|taken en verantwoordelijkheden|verantwoordelijkheden|jouw verantwoordelijkheden|werkzaamheden|jouw werkzaamheden|functieomschrijving|functiebeschrijving|functie|de functie|over de functie|jouw functie|jouw rol|je rol|de rol|rol|wat ga je doen|wat ga jij doen|dit ga je doen|dit ga jij doen|wat je gaat doen|wat jij gaat doen|wat doe je|jouw werk|je werk|een dag uit het leven|omschrijving|vacature|de vacature|jouw missie|de baan|jouw uitdaging',
    stack: 'onze stack|tech stack|onze tech stack|technologieen|tools|onze technologieen|techniek',
    benefits:
      'wij bieden|we bieden|wat wij bieden|wat we bieden|dit bieden wij|dit bieden we|wat bieden wij|wat bieden we|wat bieden wij jou|wat krijg je|dit krijg je|wat krijg je van ons|ons aanbod|arbeidsvoorwaarden|jouw arbeidsvoorwaarden|onze arbeidsvoorwaarden|salaris|beloning|voordelen|jouw voordelen|waarom wij|waarom *|secundaire arbeidsvoorwaarden|aanbod|het aanbod',
    company:
      'over ons|wie zijn wij|wie zijn we|wie wij zijn|wie we zijn|het bedrijf|bedrijf|ons bedrijf|ons team|het team|jouw team|onze organisatie|de organisatie|organisatie|bedrijfsprofiel|bedrijfsomschrijving|over *|onze missie|onze waarden|ons verhaal|onze klant|onze opdrachtgever|werkgever|waar ga je werken|waar kom je te werken|hier ga je werken',
    legal:
      'gelijke kansen|solliciteren|solliciteer|solliciteer nu|direct solliciteren|solliciteer direct|sollicitatie|sollicitatieprocedure|sollicitatieproces|contact|contactpersoon|privacy|privacyverklaring|diversiteit|diversiteit en inclusie|interesse|geinteresseerd|enthousiast|vergelijkbare vacatures|andere vacatures|meer vacatures|sluitingsdatum|acquisitie|overige informatie|procedure',
  },
  headingWords: {
    must: 'eis eisen vereist vereiste vereisten verplicht verplichte noodzakelijk noodzakelijke essentieel essentiele minimale minimum basis kwalificaties kwalificatie vaardigheden vaardigheid competenties competentie kennis ervaring werkervaring opleiding functie-eisen profiel diploma capaciteiten benodigde onmisbare talen opleidingseisen',
    nice: 'gewenst gewenste wenselijk wenselijke optioneel optionele pre pluspunt pluspunten plus bonus extra aanvullende aanvullend voorkeur wensen ideaal ideale handig handige',
    duties: 'taken verantwoordelijkheden werkzaamheden hoofdtaken kerntaken',
    benefits: 'arbeidsvoorwaarden salaris voordelen',
    filler:
      'en of de het een jouw je uw onze ons in voor met van technische persoonlijke professionele belangrijkste overige algemene harde zachte ook zijn is bij maar niet',
  },
  questions: {
    start: 'wat|wie|dit|hoe|waarom|waar|jij|je',
    must: '(?:vragen|verwacht|zoeken|zoek|breng|neem je mee|nodig|ben je|ben jij|je bent|jij bent|in huis|moet|heb je|heb jij|eisen)',
    nice: '(?:pre|plus|voordeel|onderscheid|bonus|mooi|fijn|leuk)',
    duties: '(?:doen|taken|werk|rol)',
    benefits: '(?:bieden|krijg|aanbod|terug)',
  },
  wish: 'waarderen|zou(?:den)?(?!\\p{L})|graag|leuk|fijn|mooi',
  labels: {
    title:
      'openstaande vacature|openstaande functie|open functie|de vacature|de baan|de rol|de positie|jouw functie|jouw rol|functie|functietitel|functienaam|vacature|positie|rol|titel|beroep|de functie|gezocht|wij zoeken|vacaturetitel|baan',
    company: 'bedrijf|bedrijfsnaam|werkgever|organisatie|opdrachtgever|klant',
    place: 'locatie|standplaats|plaats|werklocatie|vestiging|regio|stad|werkplek',
    employment:
      'dienstverband|type contract|contract|contractduur|uren|uren per week|aantal uren|startdatum|werktijden|soort dienstverband|contracttype|ingangsdatum|duur',
    salary: 'salaris|salarisindicatie|beloning|schaal|salarisschaal|uurloon|bruto salaris|salarisrange',
    level: 'niveau|carriereniveau|ervaringsniveau|werkniveau|denkniveau',
    other:
      'afdeling|referentie|referentienummer|sector|branche|vacaturenummer|contact|contactpersoon|telefoon|e-mail|team|geplaatst|sluitingsdatum|rapporteert aan',
  },
  nice: '(?:is |zijn )?een (?:grote )?(?:pre|plus|pluspunt|voordeel)|pre|pluspunt(?:en)?|wenselijk|gewenst|optioneel|bij voorkeur|idealiter|mooi meegenomen|handig|leuk als|fijn als|maar (?:leuk|fijn|mooi)|voorkeur|welkom|bonus|niet (?:verplicht|vereist|noodzakelijk|nodig),? maar|zou (?:mooi|fijn|handig) zijn|strekt tot aanbeveling',
  must: 'vereist|verplicht|noodzakelijk|minimaal|ten minste|tenminste|moet|must|essentieel|onmisbaar|je hebt|je beschikt over|jij hebt|vereiste',
  you: 'je (?:bent|hebt|gaat|wordt|beschikt|krijgt de verantwoordelijkheid)|jij (?:bent|hebt|gaat)|wij zoeken|we zoeken|wij vragen|we vragen|jouw profiel|jouw taken',
  seeks:
    '(?:zoeken|zoekt)(?: wij| we| per direct| momenteel| voor .{2,40}?| ter versterking van .{2,30}?)*|op zoek naar|als|ben jij onze(?: nieuwe)?|voor de functie van|de functie van|gezocht',
  negation: {
    determiners: 'geen|zonder|in plaats van|niemand|behalve|liever dan',
    adverbs: 'niet|nooit|niets',
    without: 'zonder',
    predicates:
      'nodig|vereist|vereiste|verplicht|noodzakelijk|noodzaak|gevraagd|verwacht|gebruikt|gebruiken|kennen|kunnen|beheersen|weten|must|eis|belangrijk|relevant|essentieel|hoeft|hoef|rol|onderdeel|van belang|aan de orde|hebben|vereisten|voorwaarde|te kennen|te kunnen|te beheersen|toepassing',
    unneeded: 'overbodig|onnodig|irrelevant|leren we je|leren wij je',
    friends: 'alleen|slechts|minder|meer|enkel|uitsluitend|bang|beperkt|twijfelen|aarzel|zomaar',
  },
  but: 'maar|echter|hoewel|terwijl|doch',
  and: 'en|alsmede|evenals',
  or: 'of|en/of|dan wel',
  oneOf: 'een van de|een van|minimaal een|ten minste een|zoals|bijvoorbeeld|bijv\\.?|bv\\.?|hetzij',
  empty:
    'de het een is zijn wordt worden zou was en of voor deze dit functie rol baan in op met van bij te aan we wij je jij u ons hier ook maar niet echt strikt absoluut kennis ervaring hoef hoeft hoeven heb hebt hebben kunt kan moet moeten zal er daar om zelf dus meer heel erg per se nog werkervaring vaardigheden vereiste bedankt',
  lead: {
    adjectives:
      'goede goed uitstekende uitstekend sterke sterk ruime aantoonbare brede gedegen solide zeer bij idealiter en of een de het relevante diepgaande enige',
    nouns:
      'ervaring werkervaring kennis beheersing vaardigheid vaardigheden vaardig begrip expertise opleiding diploma gebruik affiniteit bekendheid bekend ervaren achtergrond interesse passie je hebt jij bent minimaal minstens jaar jaren maanden werken ontwikkelen ontwikkeling programmeren praktische technische basiskennis beschikt over niveau',
    prepositions: 'met van in op over als aan voor de het',
    verbs: 'programmeertaal programmeertalen kent ken beheerst spreekt gebruikt',
  },
  tails:
    'ervaring kennis vaardigheden is zijn een pre plus vereist verplicht noodzakelijk gewenst wenselijk optioneel nodig etc enz pluspunt voorkeur idealiter must',
  years: {
    numbers:
      'nul een|eenjarige twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien twintig',
    year: 'jaar|jaren|-?jarige?',
    month: 'maand(?:en)?',
    experience:
      '\\w*ervaring\\w*|ervaren|werkzaam|praktijk|in een (?:soortgelijke|vergelijkbare) (?:functie|rol)|minimaal|ten minste|minstens|gewerkt',
    most: 'maximaal|max\\.?|hoogstens|tot|minder dan|niet meer dan|ten hoogste',
    least: 'minimaal|min\\.?|minstens|ten minste|tenminste|meer dan|vanaf|niet minder dan|ruim',
    mostAfter: 'maximaal|max\\.?|of minder|hoogstens',
    range: 'tot|a|of|en|en de',
    other:
      'oud|ouder|leeftijd|contract|duur|garantie|sinds|geschiedenis|opgericht|afgelopen|laatste|komende|elke|kinderen|bestaan|jarig bestaan|jaarcontract|tijdelijk',
  },
};
