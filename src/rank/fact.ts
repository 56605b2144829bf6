/** Something that both JDs and CVs name in words of their own: a degree, language, certificate or number of years. */
export interface Fact {
  /** What the two sides are compared by. */
  key: string;
  start: number;
  end: number;
}
