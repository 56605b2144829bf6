/** A person who does not exist: the name as its line has it, and in the forms that the rest of the text uses. */
export interface InventedName {
  line: string;
  /** The whole name as running text has it. */
  full: string;
  first: string;
  last: string;
}

/**
 * First names drawn from occupations, skills, cities and countries, languages, and ten cultures. None comes from data.
 */
const FIRST =
  `Mason Dean Hunter Porter Marshall Bishop Judge Taylor Carter Cooper Florence Paris Jordan Georgia London Austin Ruby Julia Swift Java Scala English German
Emma Lars Siobhán José Guadalupe Oluwaseun Ngozi Priyanka Arjun Weiwen Takeshi Minjun Mohammed Layla Agnieszka Łukasz Anneliese Åsa Giulia Mehmet`.split(
    /\s+/,
  );
const LAST = [
  'Baker',
  'Cook',
  'Painter',
  'Potter',
  'Carpenter',
  'Driver',
  'Butler',
  'Judge',
  'Smith',
  'Swift',
  'Scala',
  'Python',
  'London',
  'Berlin',
  'Paris',
  'French',
  'Irish',
  'German',
  'Kroft',
  "O'Neill",
  'Krüger-Lang',
  'de la Cruz',
  "van 't Hoff",
  'bin Rashid',
  'Adeyemi',
  'Okonkwo',
  'Raghavan',
  'Zhang',
  'Moriyama',
  'Nowak',
  'Lindqvist',
  'Yılmaz',
];
const OTHER_SCRIPTS: readonly InventedName[] = [
  ['王', '小明'],
  ['김', '민준'],
  ['山田', '太郎'],
]
  .map(([last, first]) => ({ line: `${last!}${first!}`, full: `${last!}${first!}`, first: first!, last: last! }))
  .concat(
    [
      ['محمد', 'الراشد'],
      ['Анна', 'Петрова'],
      ['Γιώργος', 'Παπαδόπουλος'],
      ['דוד', 'כהן'],
      ['प्रिया', 'शर्मा'],
    ].map(([first, last]) => ({ line: `${first!} ${last!}`, full: `${first!} ${last!}`, first: first!, last: last! })),
  );

const spaced = (word: string): string => [...word.toUpperCase().replace(/[^\p{L}]/gu, '')].join(' ');
const FORMS: readonly ((first: string, last: string) => string)[] = [
  (first, last) => `${first} ${last}`,
  (first, last) => `${last.toUpperCase()}, ${first}`,
  (first, last) => `${first} J. ${last}`,
  (first, last) => `Dr. ${first} ${last}, PhD`,
  (first, last) => `${first} ${last}`.toUpperCase(),
  (first, last) => `${first} ${last}`.toLowerCase(),
  (first, last) => `${first} "${first.slice(0, 3)}" ${last}`,
  (first, last) => `${first} ${last} (she/her)`,
  (first, last) => `${spaced(first)}  ${spaced(last)}`,
];

/**
 * `count` names of a fixed sequence, from index `seed` on. Forms, first and last names alternate at different rates, so
 * that names do not repeat.
 */
export function inventedNames(count: number, seed = 0): InventedName[] {
  return Array.from({ length: count }, (_, n) => {
    const i = n + seed;
    if (i % 50 === 49) return OTHER_SCRIPTS[Math.floor(i / 50) % OTHER_SCRIPTS.length]!;
    const first = FIRST[i % FIRST.length]!;
    const last = LAST[(i * 7 + 2 * Math.floor(i / FIRST.length)) % LAST.length]!;
    return {
      line: FORMS[(i + Math.floor(i / FORMS.length)) % FORMS.length]!(first, last),
      full: `${first} ${last}`,
      first,
      last,
    };
  });
}
