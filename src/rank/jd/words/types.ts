/** Parts of a JD that a heading may open. `stack`: what the team works with; `excluded`: what is expressly not asked for. */
export type HeadingRole = 'must' | 'nice' | 'excluded' | 'duties' | 'stack' | 'benefits' | 'company' | 'legal';
/** What a labelled line gives: `Location: Leeds`. */
export type LabelName = 'title' | 'company' | 'place' | 'employment' | 'salary' | 'level' | 'other';

/**
 * The words of one language by which its JDs are read. All are folded: lower case, without accents, with a straight
 * apostrophe. `|` separates phrases; in `headings`, `*` stands for a name of one to four words.
 */
export interface JdWords {
  /** Whole headings whose part cannot be told from their single words. */
  headings: Partial<Record<HeadingRole, string>>;
  /**
   * Words that headings are composed of, in any order: "Required technical skills and experience". Separated by blanks.
   */
  headingWords: Partial<Record<HeadingRole | 'filler', string>>;
  /**
   * Headings that are a question or half a sentence ("What we ask for"): how they begin, and the words in them that
   * tell the part. Fragments of regular expressions.
   */
  questions: { start: string } & Record<'must' | 'nice' | 'duties' | 'benefits', string>;
  /**
   * Words in a short line above a list that make its items nice to have: "Would be amazing". Fragments of regular
   * expressions that begin at a word.
   */
  wish: string;
  labels: Partial<Record<LabelName, string>>;
  /** Words inside a sentence that make a thing nice to have or a must. Fragments of regular expressions. */
  nice: string;
  must: string;
  /** Signs that a sentence addresses the candidate and so is not about the company, wherever it stands. */
  you: string;
  /** What stands before and after a title in a sentence: "We are looking for a" ... "who". */
  seeks: string;
  negation: {
    /** no, without, instead of: they exclude what follows, up to the end of the clause. */
    determiners: string;
    /** not, never: they exclude what follows or, where nothing follows, the whole clause. */
    adverbs: string;
    /** without: after another negation it cancels it ("not without Docker"). */
    without: string;
    /** Words after a negation that say "needed", which excludes the whole clause. */
    predicates: string;
    /** Words that say "not needed" by themselves. */
    unneeded: string;
    /** Words after a negation that cancel it ("not only"). */
    friends: string;
  };
  /** Words that begin a new clause. */
  but: string;
  and: string;
  or: string;
  /** "at least one of": alternatives follow. */
  oneOf: string;
  /** Words that say nothing about what is asked for. Separated by blanks. */
  empty: string;
  /**
   * Words before a skill that are not part of it: "strong", "experience" "with", "you" "know". Separated by blanks; a
   * noun is removed only together with a preposition or a verb.
   */
  lead: { adjectives: string; nouns: string; prepositions: string; verbs: string };
  /** Words after a skill that are not part of it: "skills", "required". Separated by blanks. */
  tails: string;
  years: {
    /** The numbers 0 to 20, separated by blanks; `|` separates spellings of the same number. */
    numbers: string;
    year: string;
    month: string;
    /** Words near a number that show that it counts experience. */
    experience: string;
    /** Before a number: it is a maximum or a minimum. */
    most: string;
    least: string;
    /** After the unit: "3 years maximum". */
    mostAfter: string;
    range: string;
    /** Near a number of years that is not experience: an age, a contract. */
    other: string;
  };
}
