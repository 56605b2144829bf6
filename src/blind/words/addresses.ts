const WORD = String.raw`\p{Lu}[\p{L}\p{M}'’.-]*`;
const NUMBER = String.raw`\d{1,5}(?:[\/-]\d{1,4})?\s?[a-zA-Z]?`;
/** What may follow a street in its line: flat, postal code, town. */
const REST = String.raw`(?:,?[^\n|;•·:.]{0,60})?`;

const all = (flags: string, ...sources: string[]): RegExp[] => sources.map((source) => new RegExp(source, flags));

/** Streets with their numbers, and postal codes with their towns, wherever they stand. */
export const ADDRESSES: readonly RegExp[] = [
  ...all(
    'gu',
    String.raw`(?<![\p{L}\p{N}.,])${NUMBER},?\s+(?:${WORD}\s+){1,4}(?:Street|St\.?|Road|Rd\.?|Avenue|Ave\.?|Lane|Ln\.?|Drive|Dr\.?|Court|Ct\.?|Boulevard|Blvd\.?|Way|Square|Sq\.?|Close|Terrace|Crescent|Gardens|Grove|Place|Parkway|Pkwy\.?|Highway|Hwy\.?|Mews|Row|Hill|Park|Nagar|Marg|Gali|Sector|Colony|Jalan)(?![\p{L}\p{N}])${REST}`,
    String.raw`(?<!\p{L})(?:Flat|Apt\.?|Apartment|Unit|Suite|House\s+No\.?|Plot(?:\s+No\.?)?|Door\s+No\.?|H\.?\s?No\.?|Block|P\.?\s?O\.?\s?Box)\s+[\w/-]{1,8},${REST}`,
    String.raw`(?<!\p{L})(?:P\.?\s?O\.?\s?Box|Postfach|BP|Apartado)\s+\d{1,6}${REST}`,
    String.raw`(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{M}'’.-]*(?:[ -]\p{Lu}[\p{L}\p{M}'’.-]*){0,3}[ -]?(?:[Ss]tra(?:ß|ss)e|[Ss]tr\.|[Ww]eg|[Pp]latz|[Gg]asse|[Aa]llee|[Rr]ing|[Dd]amm|[Uu]fer|[Cc]haussee|[Ss]teig|straat|laan|plein|gracht|kade|dijk|singel|hof|gatan|vägen|vej|gade|veien|katu|tie|utca|út)\s+${NUMBER}(?![\p{L}\p{N}])${REST}`,
    String.raw`(?<![\p{L}\p{N}])(?:An? der|Am|Im|Auf der|Unter den)\s+${WORD}(?:\s+${WORD})?\s+\d{1,3}\s?[a-z]?(?=,|\s*\n|\s+\d{4,5})${REST}`,
  ),
  ...all(
    'giu',
    String.raw`(?<![\p{L}\p{N}])${NUMBER}\s?(?:bis|ter)?,?\s+(?:rue|avenue|av\.|boulevard|bd|place|chemin|impasse|allée|quai|cours|square|route|passage)\s+[^\n|;•·:.]{3,70}`,
    String.raw`(?<![\p{L}\p{N}])(?:calle|c\/|avenida|avda?\.?|plaza|paseo|camino|carrera|via|viale|piazza|corso|largo|vicolo|strada|rua|travessa|praça|alameda|estrada|ul\.|al\.|os\.|ulica|ул\.|улица|пр\.|пр-т|проспект|пер\.|вул\.|οδός|str\.|strada|ulice|náměstí)\s+[\p{L}\p{M}'’. -]{2,40}?,?\s*(?:n[º°o.]?\s*|д\.\s*|no:?\s*)?${NUMBER}(?![\p{L}\p{N}])${REST}`,
    String.raw`(?<![\p{L}\p{N}])${WORD}(?:\s+${WORD}){0,3}\s+(?:sokak|sokağı|sok\.|sk\.|caddesi|cad\.|cd\.|mahallesi|mah\.|bulvarı|blv\.)[^\n|;•·]{0,70}`,
    String.raw`〒\s?\d{3}-?\d{4}[^\n|]{0,60}`,
    String.raw`(?<![\p{L}\p{N}])\p{L}{3,12}\s\d{1,4}[a-z]?,\s*(?:[A-Z]{1,2}-)?\d{4,6}\s+\p{L}[^\n|;•·]{2,40}`,
    String.raw`[\p{L}\d]{2,16}[路街道巷弄]\d{1,5}(?:号|號)[^\n|;。]{0,40}`,
    String.raw`(?:[\p{Script=Han}]{2,12}[市県都府省区區]){1,3}[\p{L}\d０-９ -]{1,30}(?:[号號街路巷弄楼室]|丁目|番地?|\d-\d)[\d\p{Script=Han}-]{0,12}`,
    String.raw`\p{Script=Hangul}{2,8}(?:시|도)\s+\p{Script=Hangul}{1,8}(?:구|군|시)\s+[\p{L}\d]{2,16}(?:로|길|동)\s*\d{0,4}[^\n|]{0,24}`,
    String.raw`(?:شارع|حي)\s+[^\n|,،]{2,40}(?:[,،]?\s*\d{1,5})?|(?:רחוב|רח['׳])\s+[^\n|,]{2,40}`,
  ),
  ...all(
    'gmu',
    // A postal code with its town: CA 94107, SW1A 1AA, 1017 GA Amsterdam, 50667 Köln in a line of contacts.
    String.raw`(?<![\p{L}\p{N}])${WORD},?\s+[A-Z]{2}\s+\d{5}(?:-\d{4})?(?![\p{L}\p{N}])`,
    String.raw`(?<![\p{L}\p{N}])[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}(?![\p{L}\p{N}])`,
    String.raw`(?<![\p{L}\p{N}])\d{4}\s[A-Z]{2}\s+${WORD}`,
    String.raw`(?<=^|[|•·,;:]\s*)(?:[A-Z]{1,2}-)?\d{2}-?\d{3}\s+${WORD}(?:[ -]${WORD}){0,2}(?=\s*(?:$|[|•·,;(]))`,
  ),
];

/** Phone numbers that are not valid in any country but look like nothing else. */
export const NUMBERS: readonly RegExp[] = all(
  'giu',
  String.raw`(?<![\p{L}\p{N}])\+\s?\d{1,3}[\d\s().\/\u00a0-]{5,18}\d(?![\p{L}\p{N}])`,
  String.raw`(?<![\p{L}\p{N}.,/-])\(?0\d{1,4}\)?[\s.\/-]?\d[\d\s.\/\u00a0-]{4,14}\d(?![\p{L}\p{N}])`,
  String.raw`(?<![\p{L}\p{N}.,/-])\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}(?![\p{L}\p{N}])`,
  String.raw`(?<![\p{L}\p{N}.,/-])\d{9,15}(?![\p{L}\p{N}])`,
  String.raw`(?<![\p{L}\p{N}])(?:phone|mobile|cell|tel|telephone|telefon|handy|mobil|téléphone|teléfono|telefono|telefone|telefoon|fax|whatsapp|contact|call|ring|тел|τηλ|هاتف|טלפון|电话|電話|전화)\.?\s*(?:no\.?|number|nr\.?|me|us)?\s*(?:on|at|under|unter|au|al)?\s*[:：]?\s*\+?[\d(][\d\s().\/-]{5,18}\d`,
  // Addresses of people in services, and what is written to keep robots off.
  String.raw`(?<!\S)[^\s@]+@\S+`,
  String.raw`[\p{L}\p{N}._+-]+\s*(?:\(|\[|\{)\s*(?:at|@|ät|arroba)\s*(?:\)|\]|\})\s*[\p{L}\p{N}.-]+(?:\s*(?:\(|\[|\{)?\s*(?:dot|\.|punkt|punto)\s*(?:\)|\]|\})?\s*\p{L}{2,10})*`,
  String.raw`(?:https?:\/\/|www\.)\S+`,
  String.raw`(?<![\p{L}\p{N}.@-])(?:[\p{L}\p{N}-]+\.)+(?:com|net|org|io|dev|me|de|at|ch|fr|es|it|pt|nl|be|uk|in|eu|info|ai|app|tech|xyz|us|ca|au|br|pl|se|no|dk|fi|cz|hu|ro|tr|ru|ua|gr|jp|kr|cn|vn|il)\/[^\s,;)]+`,
  String.raw`(?<![\p{L}\p{N}@._-])@[\p{L}\d_][\p{L}\p{M}\d._-]{2,40}`,
);
