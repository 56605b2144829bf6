/** What is shown where a value, or a part of it, is nobody's business. */
const MASK = '***';
/** Parameters of an address that open something. */
const TELLING = /([?&][^=&#]*(?:password|passwd|secret|token|key)[^=&#]*=)[^&#]+/gi;

/** As a setting may be marked. */
interface MaybeSecret {
  /** Its value is never shown, and never in a project file. */
  secret?: true;
}

/** The value as it may be shown: nothing of a secret, no password and no token of a URL. */
export function shownValue<T>({ secret }: MaybeSecret, value: T): T | string {
  if (value === null || value === undefined) return value;
  if (secret === true) return MASK;
  return typeof value === 'string' ? withoutPassword(value) : value;
}

/** Whether a file that is committed would give it away. */
export function givesAway({ secret }: MaybeSecret, text: string): boolean {
  return secret === true || passwordOf(text) !== '';
}

function withoutPassword(text: string): string {
  const bare = passwordOf(text) === '' ? text : text.replace(/^([a-z][a-z\d+.-]*:\/\/[^:@]*):.*@/i, `$1:${MASK}@`);
  return /^[a-z][a-z\d+.-]*:\/\//i.test(bare) ? bare.replace(TELLING, `$1${MASK}`) : bare;
}

/** A URL that cannot be read may have one all the same. */
function passwordOf(text: string): string {
  const own = text.trim();
  if (URL.canParse(own)) return new URL(own).password;
  return /^[a-z][a-z\d+.-]*:\/\/[^:@]*:(.*)@/i.exec(own)?.[1] ?? '';
}
