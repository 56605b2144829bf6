import { fold } from '../text/lines.js';
import { foldInPlace } from '../text/fold-in-place.js';
import { PhraseTrie } from '../vocabulary/phrase-trie.js';
import { phrasesOf, type LanguageWords } from './language-words.js';
import { LANGUAGES } from './languages/index.js';

const listOf = (key: 'roles' | 'employers' | 'legal'): string[] =>
  LANGUAGES.flatMap((language) => phrasesOf(language[key]));
/** Whether a phrase is a single word in a script with blanks between words. All others are searched for as phrases. */
const isPlain = (phrase: string): boolean => !/[ *]/.test(phrase) && !LOOSE.test(phrase);
const LOOSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}㈱]/u;
const wordsOf = (key: 'roles' | 'employers'): ReadonlySet<string> => new Set(listOf(key).filter(isPlain).map(fold));

function phrasesIn(key: 'roles' | 'employers' | 'legal'): PhraseTrie<true> {
  const trie = new PhraseTrie<true>();
  for (const phrase of listOf(key)) if (!isPlain(phrase)) trie.add(foldInPlace(phrase), true);
  return trie;
}

/** Roles that are also family names, so that a name may end with one. */
export const SURNAME_ROLES: ReadonlySet<string> = new Set(
  'baker banker barber broker butler buyer carpenter clerk cook dean dealer driver farmer fellow fitter founder gardener guard guide head judge marshal mason merchant minister packer painter partner pastor picker pilot porter sergeant singer steward teller trader trainer usher valet warden welder koch maler meister schlosser schreiner schneider tischler fahrer kok kapper timmerman hoofd lid fuchs maestro medico guardia marques santo caro berger boulanger cadre chef page peintre'.split(
    ' ',
  ),
);

/** Words that name what somebody is (the head of a title), folded. */
export const ROLES = wordsOf('roles');
/** Roles of several words, and those of languages without blanks. */
export const ROLE_PHRASES = phrasesIn('roles');
/** Languages that write a title as one word that ends in the role. */
const COMPOUNDING: ReadonlySet<LanguageWords['code']> = new Set(['sv', 'da', 'no', 'fi', 'hu']);
const roleEndings = new Set(
  LANGUAGES.filter(({ code }) => COMPOUNDING.has(code))
    .flatMap(({ roles }) => phrasesOf(roles))
    .map(fold)
    .filter((role) => role.length >= 6),
);

/** Whether a folded word ends with a role: "Systemutvecklare", "myyntipäällikkö". */
export function endsWithRole(word: string): boolean {
  for (let length = 6; length <= word.length - 3 && length <= 16; length++)
    if (roleEndings.has(word.slice(-length))) return true;
  return false;
}

/** Words before a role that make it more likely that a phrase is a title. */
export const GRADES: ReadonlySet<string> = new Set(
  'senior sr junior jr lead principal chief head assistant associate deputy vice executive regional national global general managing staff trainee graduate freelance independent interim acting technical software hardware project product program programme marketing sales customer human quality test system systems network data business financial operations production leitender leitende stellvertretender wissenschaftlicher wissenschaftliche studentische'.split(
    ' ',
  ),
);

/** More parts of employers' names: legal forms and what organisations call themselves, folded. */
const MORE_FORMS = 'sa pte kk sro as ab oy oyj asa aps kft zrt doo sdn bhd spk sp co';
export const LEGAL_FORMS: ReadonlySet<string> = new Set([
  ...listOf('legal')
    .filter(isPlain)
    .map(fold)
    .filter((form) => form.length > 1),
  ...MORE_FORMS.split(' '),
]);
/** Legal forms of several words ("sp. z o.o.", "s.r.o."), and those of languages without blanks. */
export const LEGAL_PHRASES = phrasesIn('legal');
/** Words for kinds of employers, folded. */
export const ORGANISATIONS = wordsOf('employers');
export const ORGANISATION_PHRASES = phrasesIn('employers');
/**
 * `Company Name` and similar placeholders of templates and anonymisers: there is an employer, but no name to report.
 */
export const PLACEHOLDER_EMPLOYER =
  /^(?:company name|name of company|company|employer(?: name)?|confidential|name of employer|organi[sz]ation(?: name)?|firmenname|nom de l'entreprise|nombre de la empresa)$/iu;
