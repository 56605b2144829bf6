import { foldWord } from '../text/known-words.js';
import { SPOKEN_NAMES } from '../words/spoken-names.js';

/** Names of human languages that CLDR lacks, and those in the first seven languages, by English name. */
const NAMES: Record<string, string> = {
  English: '英文 Englisch Anglais Inglés Inglese Inglês Engels',
  German: 'Deutsch Allemand Alemán Tedesco Alemão Duits',
  French: 'Französisch Français Francés Francese Francês Frans',
  Spanish: 'Spanisch Espagnol Español Castellano Castilian Spagnolo Espanhol Spaans',
  Italian: 'Italienisch Italien Italiano Italiaans',
  Portuguese: 'Portugiesisch Portugais Portugués Portoghese Português Portugees',
  Dutch:
    'Niederländisch Holländisch Néerlandais Neerlandés Holandés Olandese Neerlandês Holandês Nederlands Flemish Flämisch Vlaams',
  Russian: 'Russisch Russe Ruso Russo',
  Polish: 'Polnisch Polonais Polaco Polacco Polonês Polaco Pools',
  Czech: 'Tschechisch Tchèque Checo Ceco Tcheco Tsjechisch',
  Slovak: 'Slowakisch Slovaque Eslovaco Slovacco Slowaaks',
  Ukrainian: 'Ukrainisch Ukrainien Ucraniano Ucraino Oekraïens',
  Hungarian: 'Ungarisch Hongrois Húngaro Ungherese Hongaars',
  Romanian: 'Rumänisch Roumain Rumano Rumeno Romeno Roemeens',
  Bulgarian: 'Bulgarisch Bulgare Búlgaro Bulgaro Bulgaars',
  Greek: 'Griechisch Grec Griego Greco Grego Grieks',
  Turkish: 'Türkisch Turc Turco Turks Türkçe',
  Arabic: 'Arabisch Arabe Árabe Arabo',
  Hebrew: 'Hebräisch Hébreu Hebreo Ebraico Hebraico Hebreeuws',
  Persian: 'فارسی Persisch Persan Persa Farsi Perzisch',
  Chinese:
    '普通话 中文 汉语 國語 Mandarin Chinesisch Chinois Chino Cinese Chinês Chinees Mandarín Mandarim Cantonese Kantonesisch',
  Japanese: '日文 Japanisch Japonais Japonés Giapponese Japonês Japans',
  Korean: 'Koreanisch Coréen Coreano Koreaans',
  Hindi: '',
  Urdu: '',
  Bengali: 'Bangla',
  Punjabi: 'Panjabi',
  Gujarati: '',
  Marathi: '',
  Tamil: '',
  Telugu: '',
  Kannada: '',
  Malayalam: '',
  Oriya: 'Odia',
  Assamese: '',
  Sanskrit: 'Sánscrito',
  Konkani: '',
  Sindhi: '',
  Nepali: '',
  Sinhala: '',
  Swedish: 'Schwedisch Suédois Sueco Svedese Zweeds',
  Norwegian: 'Norwegisch Norvégien Noruego Norvegese Norueguês Noors',
  Danish: 'Dänisch Danois Danés Danese Dinamarquês Deens',
  Finnish: 'Finnisch Finnois Finlandés Finlandese Finlandês Fins',
  Icelandic: 'Isländisch Islandais Islandés',
  Catalan: 'Katalanisch Catalán Catalano Catalão Català Valencian Valenciano',
  Galician: 'Galicisch Gallego Galego',
  Basque: 'Baskisch Euskera Vasco',
  Croatian: 'Kroatisch Croate Croata Kroatisch',
  Serbian: 'Serbisch Serbe Serbio Serbo Sérvio Servisch',
  Bosnian: 'Bosnisch Bosniaque Bosnio',
  Slovenian: 'Slowenisch Slovène Esloveno Sloveno Slovene',
  Albanian: 'Albanisch Albanais Albanés Albanese Albanês',
  Macedonian: 'Mazedonisch Macédonien',
  Lithuanian: 'Litauisch Lituanien Lituano',
  Latvian: 'Lettisch Letton Letón Lettone',
  Estonian: 'Estnisch Estonien Estonio Estone',
  Vietnamese: 'Vietnamesisch Vietnamien Vietnamita',
  Thai: 'Thailändisch Thaï Tailandés',
  Indonesian: 'Indonesisch Indonésien Indonesio Bahasa',
  Malay: 'Malaiisch Malais Malayo',
  Tagalog: 'Filipino',
  Swahili: 'Kiswahili Suaheli',
  Afrikaans: '',
  Latin: 'Latein Latín Latino',
  Esperanto: '',
  Yoruba: '',
  Igbo: '',
  Hausa: '',
  Amharic: 'Amharisch Amharique',
  Zulu: 'isiZulu',
  Xhosa: 'isiXhosa',
  Somali: '',
  Kurdish: 'Kurdisch Kurde Kurdo',
  Armenian: 'Armenisch Arménien Armenio Armeno',
  Georgian: 'Georgisch Géorgien Georgiano',
  Irish: 'Gaeilge Gaelic',
  Welsh: 'Cymraeg',
  Luxembourgish: 'Luxemburgisch Luxembourgeois',
  Maltese: 'Maltesisch',
  Azerbaijani: '',
  Kazakh: 'Kasachisch',
  Uzbek: 'Usbekisch',
  Pashto: '',
  Dari: '',
  Belarusian: 'Belarussisch Weißrussisch',
};

const byName = new Map<string, string>();
for (const [term, names] of Object.entries(NAMES))
  for (const name of [term, ...names.split(' ')]) if (name !== '') byName.set(foldWord(name), term);
for (const line of SPOKEN_NAMES.trim().split('\n')) {
  const [term, names] = [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)];
  for (const name of names.split('|')) if (name !== '' && !byName.has(name)) byName.set(name, term);
}

/** Adjectives of Slavic languages by stem, since their endings vary: "angielskiego", "английским". */
const byStem = new Map<string, string>();
for (const [name, term] of byName)
  if (/(?:ски|ськи|цьки|ски|sk|ck)[иiy]$/u.test(name)) byStem.set(name.slice(0, -1), term);
const LONGEST_ENDING = 4;
/** Scripts without a blank between a language's name and what follows. */
const SYLLABLES = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const LONGEST_NAME = 8;

/** The language that a word names, and how many of its letters form the name. */
function languageOf(word: string): { language: string; length: number } | undefined {
  const folded = foldWord(word);
  const named = byName.get(folded);
  if (named !== undefined) return { language: named, length: word.length };
  if (SYLLABLES.test(word)) {
    for (let length = Math.min(word.length - 1, LONGEST_NAME); length > 1; length--) {
      const language = byName.get(foldWord(word.slice(0, length)));
      if (language !== undefined) return { language, length };
    }
    return undefined;
  }
  for (let ending = 1; ending <= LONGEST_ENDING && folded.length - ending > 4; ending++) {
    const language = byStem.get(folded.slice(0, folded.length - ending));
    if (language !== undefined) return { language, length: word.length };
  }
  return undefined;
}

/** Words for proficiency and what they mean as JSON Resume `fluency`. The first match counts. */
const FLUENCY: [RegExp, string][] = [
  [/\b(?:C2|C1)\b/, 'Fluent'],
  [/\b(?:B2|B1)\b/, 'Intermediate'],
  [/\b(?:A2|A1)\b/, 'Elementary'],
  [
    /native|mother|muttersprach|maternell|maternal?\b|nativ[oa]|materna|madrelingua|moedertaal|lengua materna|bilingu|ojczyst|modersmål|morsmål|äidinkiel|limb[aă] matern|ana ?dil|родн|рідн|rodil|mateřsk|anyanyelv|μητρικ|母|ネイティブ|모국어|원어민|bản ngữ|tiếng mẹ đẻ|שפת אם|اللغة الأم|لغة أم/i,
    'Native speaker',
  ],
  [
    /full\s+professional|fluent|fließend|fliessend|verhandlungssicher|courant|fluido|fluida|fluente|fluent[ea]mente|vloeiend|advanced|avanzado|avancé|avançado|proficient|expert|biegł|zaawansowan|flytande|flydende|flytende|sujuv|erinomai|avansat|ileri|akıcı|çok iyi|свободн|продвинут|вільн|просунут|plynn|pokročil|folyékony|felsőfok|άριστ|流利|流暢|精通|六级|专业八级|八级|ビジネス|流暢|유창|thành thạo|lưu loát|שוטפ|ברמה גבוהה|ممتاز|بطلاقة|متقدم/i,
    'Fluent',
  ],
  [
    /professional\s+working|conversational|intermediate|gute kenntnisse|intermédiaire|intermedio|intermedi[oá]ri[oa]|good|bien|buono|goed|limited\s+working|medio|średni|komunikatywn|dobr[aye]|god[at]? |hyv[äa]|mediu|bine|orta|iyi|средн|хорош|разговорн|середн|добре|středně|középfok|közepes|καλ|熟练|熟練|良好|四级|日常会話|중급|비즈니스|khá|trung bình|טוב|جيد|متوسط/i,
    'Intermediate',
  ],
  [
    /elementary|basic|beginner|grundkenntnisse|notions|básic[oa]|débutant|base|basis|learning|scolastic|podstawow|grundläggande|grunnleggende|grundlæggende|perus|începător|elementar|temel|başlangıç|az |базов|начальн|початк|základ|alapfok|βασικ|一般|入门|基礎|初級|초급|cơ bản|בסיס|مبتدئ|مقبول/i,
    'Elementary',
  ],
];

export interface LanguageHit {
  /** English name. */
  language: string;
  fluency?: string;
  start: number;
  end: number;
}

/** Languages and how well each is spoken, from the text of a languages section; offsets refer to `text`. */
export function languagesIn(text: string): LanguageHit[] {
  const names = [...text.matchAll(/\p{L}[\p{L}\p{M}'’]*/gu)].flatMap((match) => {
    const found = languageOf(match[0]);
    return found === undefined
      ? []
      : [{ language: found.language, start: match.index, end: match.index + found.length }];
  });
  const seen = new Set<string>();
  return names.flatMap((hit, i) => {
    const { language } = hit;
    if (seen.has(language)) return [];
    seen.add(language);
    const fluency = fluencyIn(text.slice(hit.end, names[i + 1]?.start ?? Math.min(text.length, hit.end + 80)));
    return [{ language, ...(fluency === undefined ? {} : { fluency }), start: hit.start, end: hit.end }];
  });
}

function fluencyIn(text: string): string | undefined {
  return FLUENCY.find(([pattern]) => pattern.test(text))?.[1];
}
