/** Parts of a JD that a heading may open. `stack`: what the team works with; `excluded`: what is expressly not asked for. */
export type HeadingRole = 'must' | 'nice' | 'excluded' | 'duties' | 'stack' | 'benefits' | 'company' | 'legal';
/** What a line of a form says: `Location: Leeds`. */
export type LabelName = 'title' | 'company' | 'place' | 'employment' | 'salary' | 'level' | 'other';

/**
 * The words by which JDs of one language are read. All are folded: lower case, without accents, with a straight
 * apostrophe. `|` parts phrases; in `headings`, `*` stands for a name of one to four words.
 */
export interface JdWords {
  /** Whole headings that their words alone would not tell. */
  headings: Partial<Record<HeadingRole, string>>;
  /** Words that make a heading together, in any order: "Required technical skills and experience". Parted by blanks. */
  headingWords: Partial<Record<HeadingRole | 'filler', string>>;
  /** Headings that are a question or half a sentence ("What we ask for"): how they begin, and what in them tells the part. Pieces of regular expressions. */
  questions: { start: string } & Record<'must' | 'nice' | 'duties' | 'benefits', string>;
  /** What in a short line above a list says that the list would be nice: "Would be amazing". Pieces of regular expressions, from a word's beginning. */
  wish: string;
  labels: Partial<Record<LabelName, string>>;
  /** What says inside a sentence that a thing would be nice, or must be. Pieces of regular expressions. */
  nice: string;
  must: string;
  /** A sentence that speaks to the candidate: it is not the company's text, wherever it stands. */
  you: string;
  /** What names a title in a sentence, before and after it: "We are looking for a" ... "who". */
  seeks: string;
  negation: {
    /** Before what is not asked: no, without, instead of. What follows is meant, up to the clause's end. */
    determiners: string;
    /** not, never: what follows is meant, or where nothing follows the whole clause. */
    adverbs: string;
    /** without: after another negation it takes it back ("not without Docker"). */
    without: string;
    /** After a negation: it says "not needed", and the whole clause is meant. */
    predicates: string;
    /** Says "not needed" by itself. */
    unneeded: string;
    /** After a negation: it negates nothing ("not only"). */
    friends: string;
  };
  /** Words that begin a clause of its own. */
  but: string;
  and: string;
  or: string;
  /** "at least one of": what follows are alternatives. */
  oneOf: string;
  /** Words that say nothing of what is asked. Parted by blanks. */
  empty: string;
  /** What stands before a skill and is none of it: "strong", "experience" "with", "you" "know". Parted by blanks; nouns go only with a preposition or a verb. */
  lead: { adjectives: string; nouns: string; prepositions: string; verbs: string };
  /** What stands after a skill and is none of it: "skills", "required". Parted by blanks. */
  tails: string;
  years: {
    /** 0 to 20, parted by blanks; `|` parts spellings of one. */
    numbers: string;
    year: string;
    month: string;
    /** Words around a number that say that it is experience. */
    experience: string;
    /** Before a number: it is the most, or the least. */
    most: string;
    least: string;
    /** After the unit: "3 years maximum". */
    mostAfter: string;
    range: string;
    /** Near a number of years that is something else: an age, a contract. */
    other: string;
  };
}
