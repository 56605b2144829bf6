import { foldWord } from './known-words.js';

/** Human languages by English name: their names in English, German, French, Spanish, Italian, Portuguese and Dutch. */
const NAMES: Record<string, string> = {
  English: 'Englisch Anglais Inglés Inglese Inglês Engels',
  German: 'Deutsch Allemand Alemán Tedesco Alemão Duits',
  French: 'Französisch Français Francés Francese Francês Frans',
  Spanish: 'Spanisch Espagnol Español Castellano Castilian Spagnolo Espanhol Spaans',
  Italian: 'Italienisch Italien Italiano Italiaans',
  Portuguese: 'Portugiesisch Portugais Portugués Portoghese Português Portugees',
  Dutch: 'Niederländisch Holländisch Néerlandais Neerlandés Holandés Olandese Neerlandês Holandês Nederlands Flemish Flämisch Vlaams',
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
  Persian: 'Persisch Persan Persa Farsi Perzisch',
  Chinese: 'Mandarin Chinesisch Chinois Chino Cinese Chinês Chinees Mandarín Mandarim Cantonese Kantonesisch',
  Japanese: 'Japanisch Japonais Japonés Giapponese Japonês Japans',
  Korean: 'Koreanisch Coréen Coreano Koreaans',
  Hindi: '', Urdu: '', Bengali: 'Bangla', Punjabi: 'Panjabi', Gujarati: '', Marathi: '', Tamil: '', Telugu: '', Kannada: '', Malayalam: '', Oriya: 'Odia', Assamese: '', Sanskrit: 'Sánscrito', Konkani: '', Sindhi: '', Nepali: '', Sinhala: '',
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
  Tagalog: 'Filipino', Swahili: 'Kiswahili Suaheli', Afrikaans: '', Latin: 'Latein Latín Latino', Esperanto: '', Yoruba: '', Igbo: '', Hausa: '', Amharic: 'Amharisch Amharique', Zulu: 'isiZulu', Xhosa: 'isiXhosa', Somali: '', Kurdish: 'Kurdisch Kurde Kurdo', Armenian: 'Armenisch Arménien Armenio Armeno', Georgian: 'Georgisch Géorgien Georgiano', Irish: 'Gaeilge Gaelic', Welsh: 'Cymraeg', Luxembourgish: 'Luxemburgisch Luxembourgeois', Maltese: 'Maltesisch', Azerbaijani: '', Kazakh: 'Kasachisch', Uzbek: 'Usbekisch', Pashto: '', Dari: '', Belarusian: 'Belarussisch Weißrussisch',
};

const byName = new Map(Object.entries(NAMES).flatMap(([term, names]) => [term, ...names.split(' ').filter((name) => name !== '')].map((name) => [foldWord(name), term] as const)));

/** Words for how well, mapped to what JSON Resume calls fluency. First match counts. */
const FLUENCY: [RegExp, string][] = [
  [/\b(?:C2|C1)\b/, 'Fluent'],
  [/\b(?:B2|B1)\b/, 'Intermediate'],
  [/\b(?:A2|A1)\b/, 'Elementary'],
  [/native|mother|muttersprach|maternell|maternal?\b|nativ[oa]|materna|madrelingua|moedertaal|lengua materna|bilingu/i, 'Native speaker'],
  [/full professional|fluent|fließend|fliessend|verhandlungssicher|courant|fluido|fluida|fluente|fluent[ea]mente|vloeiend|advanced|avanzado|avancé|avançado|proficient|expert/i, 'Fluent'],
  [/professional working|conversational|intermediate|gute kenntnisse|intermédiaire|intermedio|intermedi[oá]ri[oa]|good|bien|buono|goed|limited working|medio/i, 'Intermediate'],
  [/elementary|basic|beginner|grundkenntnisse|notions|básic[oa]|débutant|base|basis|learning|scolastic/i, 'Elementary'],
];

export interface LanguageHit {
  /** English name. */
  language: string;
  fluency?: string;
  start: number;
  end: number;
}

/** Languages with how well each is spoken, in the text of a languages section; offsets relative to `text`. */
export function languagesIn(text: string): LanguageHit[] {
  const names = [...text.matchAll(/\p{L}[\p{L}'’]*/gu)].map((match) => ({ language: byName.get(foldWord(match[0])), start: match.index, end: match.index + match[0].length })).filter((hit) => hit.language !== undefined);
  const seen = new Set<string>();
  return names.flatMap((hit, i) => {
    const language = hit.language!;
    if (seen.has(language)) return [];
    seen.add(language);
    const fluency = fluencyIn(text.slice(hit.end, names[i + 1]?.start ?? Math.min(text.length, hit.end + 80)));
    return [{ language, ...(fluency === undefined ? {} : { fluency }), start: hit.start, end: hit.end }];
  });
}

function fluencyIn(text: string): string | undefined {
  return FLUENCY.find(([pattern]) => pattern.test(text))?.[1];
}
