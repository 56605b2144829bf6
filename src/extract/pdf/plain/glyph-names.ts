/** Adobe's names of the glyphs that Western texts have, letters with accents aside. */
const NAMES: Record<string, string> = {
  space: ' ', exclam: '!', quotedbl: '"', numbersign: '#', dollar: '$', percent: '%', ampersand: '&', quotesingle: "'", parenleft: '(', parenright: ')',
  asterisk: '*', plus: '+', comma: ',', hyphen: '-', period: '.', slash: '/', zero: '0', one: '1', two: '2', three: '3', four: '4', five: '5', six: '6',
  seven: '7', eight: '8', nine: '9', colon: ':', semicolon: ';', less: '<', equal: '=', greater: '>', question: '?', at: '@', bracketleft: '[',
  backslash: '\\', bracketright: ']', asciicircum: '^', underscore: '_', grave: '`', braceleft: '{', bar: '|', braceright: '}', asciitilde: '~',
  exclamdown: '¡', cent: '¢', sterling: '£', currency: '¤', yen: '¥', brokenbar: '¦', section: '§', copyright: '©', ordfeminine: 'ª', guillemotleft: '«',
  logicalnot: '¬', registered: '®', degree: '°', plusminus: '±', twosuperior: '²', threesuperior: '³', mu: 'µ', paragraph: '¶', periodcentered: '·',
  onesuperior: '¹', ordmasculine: 'º', guillemotright: '»', onequarter: '¼', onehalf: '½', threequarters: '¾', questiondown: '¿', AE: 'Æ', Eth: 'Ð',
  multiply: '×', Oslash: 'Ø', Thorn: 'Þ', germandbls: 'ß', ae: 'æ', eth: 'ð', divide: '÷', oslash: 'ø', thorn: 'þ', OE: 'Œ', oe: 'œ', Lslash: 'Ł', lslash: 'ł',
  dotlessi: 'ı', florin: 'ƒ', endash: '–', emdash: '—', quoteleft: '‘', quoteright: '’', quotesinglbase: '‚', quotedblleft: '“', quotedblright: '”',
  quotedblbase: '„', dagger: '†', daggerdbl: '‡', bullet: '•', ellipsis: '…', perthousand: '‰', guilsinglleft: '‹', guilsinglright: '›', fraction: '⁄',
  Euro: '€', trademark: '™', minus: '−', fi: 'fi', fl: 'fl', ff: 'ff', ffi: 'ffi', ffl: 'ffl', nbspace: '\u00a0', nonbreakingspace: '\u00a0',
};
const ACCENTS: Record<string, string> = {
  acute: '\u0301', grave: '\u0300', circumflex: '\u0302', dieresis: '\u0308', tilde: '\u0303', ring: '\u030a', cedilla: '\u0327', caron: '\u030c',
  macron: '\u0304', ogonek: '\u0328', breve: '\u0306', dotaccent: '\u0307', hungarumlaut: '\u030b',
};

/** The letter that a glyph's name stands for; undefined for names that are a font's own. */
export function letterOf(name: string): string | undefined {
  if (/^[A-Za-z]$/.test(name)) return name;
  const known = NAMES[name];
  if (known !== undefined) return known;
  const [, letter, accent] = /^([A-Za-z])([a-z]{4,})$/.exec(name) ?? [];
  const mark = accent === undefined ? undefined : ACCENTS[accent];
  return mark === undefined ? undefined : (letter! + mark).normalize('NFC');
}
