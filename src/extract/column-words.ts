import { phrasesOf, type LabelKind } from '../profile/words/language-words.js';
import { LANGUAGES } from '../profile/words/languages/index.js';

/** What a column holds, by its heading, or a row of a table, by its label. */
export type ColumnKind = LabelKind | 'from' | 'to' | 'tasks' | 'grade' | 'skill' | 'level';

/**
 * Headings of columns that are not among the profile's labels, in the languages of words/languages whose CVs use
 * tables.
 */
const MORE: Partial<Record<ColumnKind, string>> = {
  period:
    'year|years|when|jahr|jahre|année|annee|années|año|anno|ano|jaar|rok|år|an|anul|yıl|год|годы|年|年份|时间|期間|السنة|from - to|from-to|from to|von - bis|von-bis|od - do|da - a|du - au|periode|période|periodo|período|okres|период|dönem|perioada|period|tidsperiod|aika|obdobie|období|időszak|період|περίοδος',
  from: 'from|start|start date|starting|starting date|date from|begin|beginning|joined|joining date|date of joining|von|beginn|startdatum|ab|du|de|début|debut|date de début|desde|inicio|fecha de inicio|dal|da|inizio|data inizio|início|data de início|van|od|data rozpoczęcia|från|start datum|fra|alkaen|alku|od kdy|début le|kezdete|de la|data de început|başlangıç|başlangıç tarihi|с|начало|з|από|من|开始|开始时间|開始|개시|시작',
  to: 'to|end|end date|ending|until|till|date to|left|leaving date|date of leaving|bis|ende|enddatum|au|à|fin|date de fin|hasta|fecha de fin|al|a|fine|data fine|até|fim|data de fim|tot|einde|einddatum|do|data zakończenia|till|slut|til|slutt|asti|loppu|do kdy|vége|până la|până|data de sfârșit|bitiş|bitiş tarihi|по|до|окончание|έως|إلى|结束|结束时间|終了|종료|끝',
  tasks:
    "tasks|duties|responsibilities|description|key responsibilities|main activities|main duties|activities|achievements|aufgaben|tätigkeiten|beschreibung|verantwortlichkeiten|aufgabenbereich|tâches|missions|description des tâches|tareas|funciones|descripción|responsabilidades|mansioni|attività|descrizione|tarefas|atividades|descrição|taken|werkzaamheden|verantwoordelijkheden|zadania|obowiązki|zakres obowiązków|arbetsuppgifter|opgaver|arbeidsoppgaver|tehtävät|náplň práce|feladatok|responsabilități|atribuții|görevler|обязанности|задачи|обов'язки|καθήκοντα|职责|工作内容|業務内容|담당업무|المهام",
  grade:
    'grade|grades|result|results|score|gpa|cgpa|marks|percentage|note|noten|abschlussnote|mention|nota|voto|votazione|cijfer|ocena|betyg|karakter|známka|notu|оценка|classification|class|%|percentage / cgpa|cgpa/percentage|% / cgpa',
  skill:
    'skill|skills|technology|tool|software|competence|competency|kenntnis|kenntnisse|fähigkeit|technologie|compétence|compétences|competencia|habilidad|competenza|competência|vaardigheid|umiejętność|umiejętności|kompetens|färdighet|færdighed|ferdighet|taito|dovednost|készség|competență|beceri|навык|навыки|навичка|δεξιότητα|技能|スキル|기술|المهارة',
  level:
    'level|proficiency|rating|expertise|experience|years of experience|experience (years)|last used|niveau|stufe|erfahrung|jahre erfahrung|nivel|livello|nível|poziom|nivå|taso|úroveň|szint|seviye|уровень|рівень|επίπεδο|水平|レベル|수준|المستوى',
  employer:
    'employer / client|company / organization|company/organization|company / organisation|organisation / company|employer/company|company & location|where|employer and location|workplace|place of work|pracodawca|firma|arbetsgivare|arbejdsgiver|arbeidsgiver|työnantaja|zaměstnavatel|munkáltató|angajator|işveren|şirket|работодатель|компания|роботодавець|компанія|εργοδότης|公司|公司名称|单位|工作单位|会社名|会社|勤務先|회사|회사명|근무처|الشركة|جهة العمل',
  title:
    'job|job title / role|role / position|position / role|job position|post held|role held|title / role|what|stanowisko|befattning|stilling|tehtävänimike|pozice|pracovní pozice|beosztás|munkakör|funcția|funcție|pozisyon|unvan|görev|должность|посада|θέση|职位|职务|岗位|役職|職種|직책|직위|المسمى الوظيفي|الوظيفة',
  degree:
    'degree / course|course / degree|degree/certificate|exam|examination|examination passed|examinations|class/degree|program|programme|diploma|título|titolo|titel|diplôme|titre|abschluss / studiengang|wykształcenie|stopień|examen|grad|tutkinto|vzdělání|végzettség|diplomă|derece|степень|образование|学历|学位|学歴|학위|الشهادة',
  school:
    'school / university|university / school|school/college|institute / university|university/board|board / university|board/university|university / board|name of institution|institution name|institute name|educational institution|college / university|établissement|ecole|école|université|centro|escuela|universidad|istituto|università|instituição|escola|universidade|instelling|uczelnia|szkoła|lärosäte|skola|uddannelsessted|lærested|oppilaitos|škola|intézmény|iskola|instituție|universitate|okul|üniversite|вуз|учебное заведение|университет|заклад освіти|ίδρυμα|学校|院校|学校名|학교|الجامعة',
  other:
    'no|no.|nr|nr.|s.no|s.no.|s. no|s no|sr no|sr. no.|sl no|#|country|land|pays|remarks|comments|type|contract type|sector|team size|technologies used|technologies|tech stack',
};

const KINDS = new Map<string, ColumnKind>();
for (const { labels, dates } of LANGUAGES) {
  for (const [kind, list] of Object.entries(labels)) addAll(kind as ColumnKind, list);
  for (const kind of ['from', 'to'] as const) addAll(kind, dates[kind]);
}
for (const [kind, list] of Object.entries(MORE)) addAll(kind as ColumnKind, list, kind !== 'other');

/** With `better`, the list overrides an earlier meaning of its words: "year" heads a column of dates. */
function addAll(kind: ColumnKind, list: string, better = false): void {
  for (const phrase of phrasesOf(list).map(folded)) if (better || !KINDS.has(phrase)) KINDS.set(phrase, kind);
}

const PRESENT = new Set(LANGUAGES.flatMap(({ dates }) => phrasesOf(dates.present)).map(folded));

function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\u0307/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s•*]+|[\s:：.]+$/g, '')
    .trim();
}

/** In characters: the longest heading of a column. */
const LONGEST = 40;

/** What a cell means as a heading or label; null where it is none. */
export function columnKind(text: string): ColumnKind | null {
  return text.length > LONGEST ? null : (KINDS.get(folded(text)) ?? null);
}

/** A single month or year: "03/2021", "May 2017", "2019". */
const ONE_DATE =
  /^(?:\p{L}{1,12}\.?,? ?|\d{1,2}(?:[./-] ?| )){0,2}['’]?(?:(?:19|20)\d\d(?:[./-]\d{1,2}){0,2}|\d\d)(?: ?[年г.]{1,2}(?: ?\d{1,2} ?月)?)?$/u;

export function isOneDate(text: string): boolean {
  return text.length <= 24 && ONE_DATE.test(text.trim()) && /\d/.test(text);
}

export function isPresent(text: string): boolean {
  return text.length <= LONGEST && PRESENT.has(folded(text));
}
