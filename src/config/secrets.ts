/** Shown instead of a secret value or part of one. */
const MASK = '***';
/** Parameters of a URL that give access. */
const TELLING = /([?&][^=&#]*(?:password|passwd|secret|token|key)[^=&#]*=)[^&#]+/gi;

/** A setting, as far as its mark for secrets matters. */
interface MaybeSecret {
  /** Never shown, and never accepted from a project file. */
  secret?: true;
}

/** The value with secrets masked: all of a secret setting, passwords and tokens in a URL. */
export function shownValue<T>({ secret }: MaybeSecret, value: T): T | string {
  if (value === null || value === undefined) return value;
  if (secret === true) return MASK;
  return typeof value === 'string' ? withoutPassword(value) : value;
}

/** Whether a committed file with this value would reveal a secret. */
export function givesAway({ secret }: MaybeSecret, text: string): boolean {
  return secret === true || passwordOf(text) !== '';
}

function withoutPassword(text: string): string {
  const bare = passwordOf(text) === '' ? text : text.replace(/^([a-z][a-z\d+.-]*:\/\/[^:@]*):.*@/i, `$1:${MASK}@`);
  return /^[a-z][a-z\d+.-]*:\/\//i.test(bare) ? bare.replace(TELLING, `$1${MASK}`) : bare;
}

/** Works for invalid URLs too, which may still contain a password. */
function passwordOf(text: string): string {
  const own = text.trim();
  if (URL.canParse(own)) return new URL(own).password;
  return /^[a-z][a-z\d+.-]*:\/\/[^:@]*:(.*)@/i.exec(own)?.[1] ?? '';
}
