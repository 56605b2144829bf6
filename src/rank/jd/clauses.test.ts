import { describe, expect, it } from 'vitest';
import { workOf } from '../../profile/posts/testing-work.js';
import { clausesOf } from './clauses.js';

/**
 * Marks each clause: `x[...]` not asked for, `~[...]` nice to have, `![...]` a must; plain clauses stay as they are.
 */
const marked = (line: string) =>
  clausesOf(line)
    .map(
      ({ start, end, sense }) =>
        ({
          plain: line.slice(start, end),
          must: `![${line.slice(start, end)}]`,
          nice: `~[${line.slice(start, end)}]`,
          excluded: `x[${line.slice(start, end)}]`,
        })[sense],
    )
    .join('');

describe('what is not asked for', () => {
  it.each([
    // English
    'No C++ needed',
    "You don't need experience with C++",
    'No degree required',
    'We do not use C++',
    'C++ is not needed',
    "C++ isn't required",
    'C++: not needed',
    'C++ - not required',
    'C++? Not needed',
    'C++ knowledge is unnecessary',
    'Without C++',
    'There is no need for C++',
    'C++ is not part of this role',
    'C++ is no longer used here',
    'Neither C++ nor Java is needed',
    'nobody will ask you for C++',
    'C++, PHP and Perl are not required',
    'No Java, PHP or Perl',
    'Not required: Java, PHP',
    'C++ plays no role',
    'C++ is not applicable',
    'C++ may be ignored',
    'C++? No thanks',
    'Lack of C++ is fine',
    'You can skip C++',
    'C++ kannst du vergessen',
    'C++: n/a',
    'C++ is a thing of the past here',
    'C++ will not be used',
    '[Not needed] C++',
    'Perl is irrelevant for us',
    // German
    'Kenntnisse in C++ sind nicht erforderlich',
    'Keine C++-Kenntnisse erforderlich',
    'C++ wird nicht benötigt',
    'C++ brauchst du nicht',
    'Auf C++ verzichten wir',
    'Ohne C++',
    'C++ ist kein Muss',
    'C++-Kenntnisse werden nicht vorausgesetzt',
    // French
    "C++ n'est pas requis",
    "La maîtrise de C++ n'est pas requise",
    'Pas besoin de C++',
    "Vous n'avez pas besoin de C++",
    "Aucune connaissance de C++ n'est requise",
    'Sans C++',
    // Spanish
    'No es necesario C++',
    'C++ no es necesario',
    'No se requiere C++',
    'Sin C++',
    'No usamos C++',
    'C++ no hace falta',
    // Italian
    'C++ non è richiesto',
    'Non è richiesta la conoscenza di C++',
    'C++ non serve',
    'Senza C++',
    'Non usiamo C++',
    // Portuguese
    'C++ não é necessário',
    'Não precisas de C++',
    'Sem C++',
    'Não usamos C++',
    'Dispensa-se C++',
    'Conhecimento de C++ não é exigido',
    // Dutch
    'Geen C++ nodig',
    'C++ is niet vereist',
    'Zonder C++',
    'C++ hoef je niet te kennen',
  ])('%s', (line) => {
    expect(marked(line)).toBe(`x[${line}]`);
  });

  it.each([
    ['No C++ needed, and you will not have to touch PHP', 'x[No C++ needed], and you will x[not have to touch PHP]'],
    ['Java Developer (not JavaScript!)', 'Java Developer (x[not JavaScript!])'],
    ['Rust instead of C++', 'Rust x[instead of C++]'],
    ['We replaced C++', 'x[We replaced C++]'],
    ['No mínimo 4 anos com Java', '![No mínimo 4 anos com Java]'],
    ['We migrated away from C++', 'We x[migrated away from C++]'],
    ['Rust statt C++', 'Rust x[statt C++]'],
    ['Rust plutôt que C++', 'Rust x[plutôt que C++]'],
    ['Rust en lugar de C++', 'Rust x[en lugar de C++]'],
    ['Rust invece di C++', 'Rust x[invece di C++]'],
    ['Rust em vez de C++', 'Rust x[em vez de C++]'],
    ['Rust in plaats van C++', 'Rust x[in plaats van C++]'],
    ['nicht Java, sondern Kotlin', 'x[nicht Java], sondern Kotlin'],
    ['We build in Kotlin and do not use Java', 'We build in Kotlin x[and do not use Java]'],
    ['Wij gebruiken geen C++', 'Wij gebruiken x[geen C++]'],
    ['Java or Kotlin; Scala not needed', 'Java or Kotlinx[; Scala not needed]'],
  ])('only where it is meant: %s', (line, expected) => {
    expect(marked(line)).toBe(expected);
  });

  it.each([
    'Not only Java but also Kotlin',
    'Tools including but not limited to Jira, Git',
    'We do not accept CVs without Python',
    "Do not apply if you don't have 5 years of Java",
    'Not afraid of SQL',
    'No more than 3 years of experience',
  ])('negates nothing: %s', (line) => {
    expect(marked(line)).toBe(line);
  });
});

describe('what is nice to have', () => {
  it.each([
    'C++ optional',
    'C++ is a plus',
    'C++ would be nice to have',
    'Ideally Kafka, Docker',
    'Nice to have: A, B, C',
    'Preferably Java',
    'Kafka, Docker and Kubernetes are a plus',
    'Experience with Kafka, Docker, Kubernetes is a plus',
    'Experience with Kubernetes is not required but helpful',
    'Wünschenswert: Jenkins, Docker',
    'C++ ist von Vorteil, aber kein Muss',
    'C++ serait un plus',
    'C++ es opcional',
    'Costituisce titolo preferenziale la conoscenza di C++',
    'C++ será um diferencial',
    'C++ is een pre',
    'C++ would be really great',
    'C++ kein Muss, aber schön',
    'Schön wären C++ und Kafka',
    'C++ is not required but nice',
    '(Optional) C++',
    '[Optional] C++',
    'Optional - C++',
  ])('%s', (line) => {
    expect(marked(line)).toBe(`~[${line}]`);
  });

  it.each([
    ['5+ years Java, Spring, Kafka a plus', '5+ years Java, Spring~[, Kafka a plus]'],
    ["Bachelor's degree required, Master's preferred", "![Bachelor's degree required]~[, Master's preferred]"],
    ['Java is a must, Kotlin is a plus', '![Java is a must]~[, Kotlin is a plus]'],
    ['Docker plus 3 years of Java', 'Docker plus 3 years of Java'],
    ['You build software that helps people', 'You build software that helps people'],
  ])('only where it is meant: %s', (line, expected) => {
    expect(marked(line)).toBe(expected);
  });
});

/**
 * Clauses are compared with each other within one sentence only, and sentences have a maximum length: the work per
 * character is bounded.
 */
it.each(['no ', ', ', 'not, ', '((', 'a plus, ', 'and no ', 'is '])(
  'does bounded work for a sentence of %j',
  (piece) => {
    const line = piece.repeat(Math.floor(2000 / piece.length));
    expect(
      workOf(() => {
        clausesOf(line);
      }) / line.length,
    ).toBeLessThan(MOST_STEPS);
  },
);
const MOST_STEPS = 2000;
