/** An age in digits that somebody of working age may have. */
const AGE = String.raw`(?:1[4-9]|[2-7]\d|8[0-5])`;
const YEAR = String.raw`(?:19[3-9]\d|20[01]\d)`;
/** Neither a letter nor a digit before, and after. */
const FROM = String.raw`(?<![\p{L}\p{N}])`;
const TO = String.raw`(?![\p{L}\p{N}])`;
/** A date, or the rest of one: "12 March 1990", "12.03.1990", "in the spring of 1990". */
const DATE = String.raw`[^\n.,;|()]{0,24}?(?:\d{1,2}[./-]\s?\d{1,2}[./-]\s?)?${YEAR}(?:[./-]\d{1,2}){0,2}`;
/** "in Ulm", "à Lyon". */
const PLACE = String.raw`(?:,?\s+(?:in|à|a|en|em|te|w|v)\s+\p{Lu}[\p{L}\p{M}'’-]+(?:[ \t]+\p{Lu}[\p{L}\p{M}'’-]+)?)?`;

const NUMBERS =
  'twenty|thirty|forty|fifty|sixty|zwanzig|dreißig|dreissig|vierzig|fünfzig|sechzig|vingt|trente|quarante|cinquante|soixante|veinte|treinta|cuarenta|cincuenta|sesenta';
const SPELT = String.raw`(?:(?:${NUMBERS})(?:[- ](?:y\s)?\p{L}{2,6})?|\p{L}{3,9}und(?:zwanzig|dreißig|vierzig|fünfzig|sechzig))`;

const all = (...sources: string[]): RegExp[] => sources.map((source) => new RegExp(source, 'giu'));

/** Ages and dates of birth as running text has them, in the languages that are read. */
export const AGES: readonly RegExp[] = all(
  // "I am 34", "Ich bin 34 Jahre", which the edge of a page may have cut off.
  String.raw`${FROM}(?:I am|I['’]m|ich bin|ik ben|j['’]ai|tengo|tenho|ho|mam|мне|είμαι)\s+${AGE}${TO}(?:\s+(?:years?|Jahre|ans|años|anni|anos|jaar|lat|лет|года?|ετών)${TO})?(?![ \t]*(?:of\s|Jahre\s|Erfahrung|Berufserfahrung|d['’e]|de\s|di\s|ervaring|[+%]|\p{L}{4,}s${TO}))`,
  String.raw`${FROM}(?:${AGE}|${SPELT})[\s-]{0,2}(?:years?|yrs?)[\s-]{1,2}(?:old|of age|young)${TO}`,
  String.raw`${FROM}${AGE}\s?(?:y\.?\s?\/?\s?o\.?|yo)${TO}`,
  String.raw`${FROM}(?:aged?|turned|turning|turn)\s+(?:of\s+|is\s+)?(?:${AGE}|${SPELT})${TO}(?!\s*(?:%|\+|people|staff|employees|engineers))`,
  String.raw`${FROM}(?:(?:in\s+(?:my|his|her|their)\s+)?(?:early|mid|late)[- ](?:twenties|thirties|forties|fifties|sixties|[2-6]0[’']?s)|in\s+(?:my|his|her|their)\s+(?:twenties|thirties|forties|fifties|sixties|[2-6]0[’']?s))${TO}`,
  String.raw`${FROM}(?:born|b\.)\s+(?:on\s+|in\s+)?(?:the\s+)?${DATE}${PLACE}`,
  String.raw`${FROM}(?:born|raised)(?:\s+and\s+(?:raised|bred))?\s+in\s+\p{Lu}[\p{L}\p{M}'’-]+(?:,?[ \t]+(?:\p{Lu}[\p{L}\p{M}'’-]+|${YEAR}))*(?:\s+in\s+${YEAR})?`,
  String.raw`${FROM}(?:d\.?\s?o\.?\s?b\.?|date\s+of\s+birth|birth\s?(?:date|day|year)|year\s+of\s+birth|my\s+birthday)${TO}[^\n|;]{0,40}`,
  // German
  String.raw`${FROM}(?:Jahrgang|Jg\.?|Geburtsjahr(?:gang)?)\s*:?\s*(?:${YEAR}|[’']?\d{2})${TO}`,
  String.raw`${FROM}(?:${AGE}|${SPELT})\s+Jahre\s+(?:alt|jung)${TO}`,
  String.raw`${FROM}(?:${AGE}|${SPELT})[-\s]?jährige[rns]?${TO}`,
  String.raw`${FROM}(?:im\s+)?Alter\s+von\s+(?:${AGE}|${SPELT})(?:\s+Jahren)?${TO}`,
  String.raw`${FROM}(?:am\s+)?\d{1,2}\.\s?(?:\d{1,2}\.|\p{L}{3,9})\s?${YEAR}(?:\s+in\s+\p{L}+)?\s+geboren`,
  String.raw`${FROM}(?:geboren|geb\.?)\s+(?:am\s+|im\s+|in\s+)?${DATE}${PLACE}`,
  String.raw`(?:\*|†|\*\s)\s?(?:\d{1,2}[./-]\s?(?:\d{1,2}|\p{L}{3,9})[./-]?\s?)?${YEAR}(?!\d)${PLACE}`,
  // French
  String.raw`${FROM}(?:âgée?|agée?)(?:\s+de)?\s+(?:${AGE}|${SPELT})(?:\s+ans)?${TO}`,
  String.raw`${FROM}${AGE}\s+ans${TO}(?!\s*(?:d[’'e]|dans|chez|à\s|en\s|comme|au\s|aux\s|après|avant))`,
  String.raw`${FROM}née?\s+(?:le\s+|en\s+)?${DATE}${PLACE}`,
  // Spanish, Italian, Portuguese
  String.raw`${FROM}${AGE}\s+(?:años|anni|anos)${TO}(?!\s*(?:de\s|di\s|d[’']|en\s|in\s|como|come|a\s))(?:\s+de\s+(?:edad|idade|età))?`,
  String.raw`${FROM}${AGE}\s+(?:años|anos|anni)\s+(?:de\s+(?:edad|idade)|di\s+età)${TO}`,
  String.raw`${FROM}(?:nacid[oa]|nat[oa]|nascid[oa]|nací|nacque|nasci)\s+(?:el\s+|il\s+|en\s+|em\s+|nel\s+|a\s+\p{Lu}\p{L}+\s+(?:il|el|em|en|nel)\s+)?${DATE}${PLACE}`,
  // Dutch, Polish, Swedish, Danish, Norwegian, Finnish, Czech, Hungarian, Romanian, Turkish
  String.raw`${FROM}${AGE}\s+jaar(?:\s+oud|\s+jong)?${TO}(?!\s*(?:ervaring|werkervaring|in\s|bij\s|als\s))`,
  String.raw`${FROM}${AGE}[- ]?jarige?${TO}`,
  String.raw`${FROM}${AGE}[- ]?(?:letni[aey]?|letnia|letý|letá|ročn[ýá])${TO}`,
  String.raw`${FROM}(?:ur\.|urodzon[yae]|urodził(?:em|am)?|narozen[aáý]?|născut(?:ă)?|született|szül\.|doğum(?:lu)?|född|født|fødd|syntynyt)\s*:?\s*${DATE}`,
  String.raw`${FROM}${AGE}\s+(?:år(?:\s+gam[mle]{1,3}l?)?|vuotta|vuotias|éves|de ani)${TO}(?!\s*(?:av|erfarenhet|erfaring|kokemus|tapasztalat|experien))`,
  String.raw`${FROM}${AGE}\s+yaşında\p{L}*`,
  String.raw`${FROM}${YEAR}\s+doğumlu`,
  String.raw`${FROM}${AGE}\s+lat${TO}(?!\s+(?:doświadczenia|w\s|pracy))`,
  // Russian, Ukrainian, Greek
  String.raw`${FROM}(?:мне\s+)?${AGE}\s+(?:лет|года?|років|роки|рік)${TO}(?!\s+(?:опыта|стажа|работ|в\s|досвід))`,
  String.raw`${FROM}(?:родил(?:ся|ась)|народи(?:вся|лася)|рожд[её]н|р\.)\s+(?:в\s+|у\s+)?${DATE}(?:\s+(?:года|году|г\.|року))?`,
  String.raw`${FROM}${YEAR}\s*(?:г\.?\s?р\.?|года?\s+рождения|р\.\s?н\.)`,
  String.raw`${FROM}(?:ετών\s+${AGE}|${AGE}\s+ετών|γεννήθηκ[αε]\s+(?:το\s+|στις\s+)?${DATE})`,
  // Chinese, Japanese, Korean, Arabic, Hebrew, Hindi, Vietnamese
  String.raw`(?<!\d)(?:${AGE}\s*(?:岁|歲|歳|才|세)|만\s*${AGE}\s*세|年(?:龄|齢)\s*[:：]?\s*${AGE}|나이\s*[:：]?\s*${AGE})`,
  String.raw`(?<!\d)${YEAR}\s*年(?:\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*日)?\s*(?:出)?生(?:まれ)?`,
  String.raw`(?<!\d)${YEAR}\s*년\s*(?:\d{1,2}\s*월\s*)?(?:\d{1,2}\s*일\s*)?(?:출)?생`,
  String.raw`${FROM}${AGE}\s*(?:سنة|عام[اًاً]*|سنوات)${TO}(?!\s*(?:خبرة|من))`,
  String.raw`(?:من\s+)?مواليد\s*(?:عام\s*)?${DATE}`,
  String.raw`(?:בן|בת)\s+${AGE}`,
  String.raw`${FROM}${AGE}\s*(?:वर्षीय|साल\s+(?:का|की|के)|वर्ष\s+(?:का|की|के|आयु))`,
  String.raw`${FROM}${AGE}\s+tuổi${TO}|sinh\s+(?:năm|ngày)\s+${DATE}`,
);
