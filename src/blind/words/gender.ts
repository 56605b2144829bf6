const FROM = String.raw`(?<![\p{L}\p{N}])`;
const TO = String.raw`(?![\p{L}\p{N}])`;

const words = (list: string, flags: string): RegExp =>
  new RegExp(`${FROM}(?:${list.trim().split(/\s+/).join('|')})${TO}`, flags);

/** Words that say who is a man or a woman; `_` stands for a blank. Pronouns, addresses, kin, and trades named by gender. */
const ANY_CASE = `
he she him his hers her himself herself he/him she/her they/them
mr mrs mister madam madame mademoiselle monsieur
woman women female females male males girl girls boy boys lady ladies gentleman gentlemen
father mother husband wife daughter mum mom dad grandmother grandfather housewife
chair(?:wo)?man spokes(?:wo)?m[ae]n sales(?:wo)?m[ae]n business(?:wo)?m[ae]n crafts(?:wo)?man fore(?:wo)?man fire(?:wo)?man
police(?:wo)?man congress(?:wo)?man stewardess(?:es)? hostess(?:es)? waitress(?:es)? actress(?:es)? seamstress headmistress
headmaster landlady sorority fraternity midwife maternity paternity
männlich(?:e[rns]?)? weiblich(?:e[rns]?)? herrn? frau fräulein ehefrau ehemann tochter hausfrau mutter vater
homme femme masculin féminin épouse époux mari mlle mme
hombre mujer varón masculino femenino marido srta sra señora señor doña
uomo donna maschio femmina maschile femminile marito moglie signora signorina sig[.]ra dott[.]ssa dottoressa
homem mulher senhora senhor feminino marido
mevrouw meneer mevr mw dhr mannelijk vrouwelijk vrouw echtgenoot echtgenote
mężczyzna kobieta żona mąż pan pani
kvinna kvinde kvinne mandlig kvindelig kvinnlig manlig
muž žena
férfi nő
bărbat femeie
bay bayan erkek kadın
мужчина женщина мужской женский муж жена мужик девушка чоловік жінка чоловіча жіноча
άνδρας γυναίκα άρρεν θήλυ κύριος κυρία
ذكر أنثى السيد السيدة
זכר נקבה
पुरुष महिला श्री श्रीमती कुमारी`;

/** Words that have another sense in small letters, or are pronouns only at the start of a sentence. */
const AS_WRITTEN = `Miss Ms Mr Mrs Mx Sir Sra?[.] Sig[.] Mme Mlle M[.](?=\\s\\p{Lu}) Er(?=\\s\\p{Ll}) Sie(?=\\s(?:hat|ist|war|leitete|arbeitete|verfügt|führte)) Elle Il(?=\\s(?:a|est|travaille|dirige|parle)\\s) Ella Él Lui Lei Egli Ela Ele Hij Zij Ona Он Она`;

/** In small letters between others. */
const SMALL = `elle dele dela seine[rmns]? ihm ihn hij haar`;

/** Not "man-days", "man pages". */
const MAN = new RegExp(
  `${FROM}m[ae]n${TO}(?![- ](?:hours?|days?|months?|years?|power|pages?|made|in the middle|in-the-middle|machine))`,
  'gu',
);

/** Family status, and what it says of children. "Single" alone is another word. */
const FAMILY = `
married unmarried divorced widowed widower widow
verheiratet ledig geschieden verwitwet
mariée? célibataire divorcée? veuf veuve pacsée?
casad[oa] solter[oa] divorciad[oa] viud[oa] solteir[oa] divorciad[oa] viúv[oa]
sposat[oa] coniugat[oa] celibe nubile divorziat[oa] vedov[oa]
getrouwd gehuwd ongehuwd gescheiden
żonaty zamężna kawaler panna rozwiedziony rozwiedziona
gift ogift skild skilt
ženatý vdaná svobodn[ýá]
nős férjezett hajadon
căsătorit[ăa]? necăsătorit[ăa]?
evli bekar
женат замужем холост разведена? одружений заміжня
έγγαμος έγγαμη άγαμος άγαμη
متزوج متزوجة أعزب عزباء
נשוי נשואה רווק רווקה
विवाहित अविवाहित`;

export const GENDERED: readonly RegExp[] = [
  words(ANY_CASE.replaceAll('_', ' '), 'giu'),
  words(AS_WRITTEN, 'gu'),
  words(SMALL, 'gu'),
  MAN,
  words(FAMILY, 'giu'),
  new RegExp(`^[ \\t]*(?:single|m\\s?/\\s?f|[mf])[ \\t.,;]*$`, 'gimu'),
  new RegExp(
    `${FROM}(?:\\d|one|two|three|four|ein|eine|zwei|drei|un|une|deux|trois|dos|tres|due|tre|dois|três|twee|drie)\\s+(?:children|kids?|child|kinder|kind|enfants?|hijos?|figli[oa]?|filhos?|kinderen)${TO}`,
    'giu',
  ),
  /(?:性别|性別|성별)\s*[:：]?\s*[男女남여](?:性|성|자)?|[男女]性|(?<![\p{Script=Han}])[男女](?![\p{Script=Han}])|先生|女士|小姐|已婚|未婚|既婚|独身|기혼|미혼|남성|여성/gu,
];

/** A woman's trade by its suffix, and how the trade is called where nobody is meant; by language of the CV. */
export const NEUTRAL: readonly (readonly [languages: string, pattern: RegExp, by: string])[] = [
  ['de', /(?<=\p{L}{3}(?:er|or|eur|ist|ent|ant|and|log|graf|arzt|ekt|ot|um))in(?:nen)?$/u, ''],
  ['de', /ärztin(?:nen)?$/iu, 'arzt'],
  ['de', /(?:kauffrau|kaufmann)$/iu, 'kaufleute'],
  ['de', /(?:fachfrau|fachmann)$/iu, 'fachkraft'],
  ['de', /(?:krankenschwester)$/iu, 'pflegekraft'],
  ['fr', /(?<=\p{L}{3})euse$/iu, 'eur'],
  ['fr', /(?<=\p{L}{2})trice$/iu, 'teur'],
  ['fr', /(?<=\p{L}{2})ière$/iu, 'ier'],
  ['fr', /(?<=\p{L}{2})ienne$/iu, 'ien'],
  ['fr', /(?<=\p{L}{3}(?:ant|ent|eur|at|é))e$/iu, ''],
  ['es pt', /(?<=\p{L}{2}(?:dor|tor|sor))a$/iu, ''],
  ['es', /(?<=\p{L}{3})era$/iu, 'ero'],
  ['es', /^(jef)a$/iu, '$1e'],
  ['pt', /(?<=\p{L}{2}eir)a$/iu, 'o'],
  ['it', /(?<=\p{L}{2})trice$/iu, 'tore'],
  ['it', /(?<=\p{L}{3})essa$/iu, 'e'],
  ['it es pt', /(?<=\p{L}{2}(?:ier|gner|at|ic|iv|ad|og|nt))a$/iu, 'o'],
];
