/** What JDs and CVs both name in words of their own: degrees, languages, certificates, years. Read here for both sides. */
export interface Fact {
  /** What both sides are compared by. */
  key: string;
  start: number;
  end: number;
}
