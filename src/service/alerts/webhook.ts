import type { Notice } from './messages.js';

const TIMEOUT_MS = 5000;

/** Posts a notice as JSON. Throws unless the receiver answers 2xx within 5 s. */
export async function postNotice(url: string, notice: Notice): Promise<void> {
  const { address, headers } = withoutCredentials(url);
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(notice),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`the webhook answered ${response.status}`);
}

/** `fetch` refuses a URL with a password in it, and its error, which would go to the log, contains the password. */
function withoutCredentials(url: string): { address: URL; headers: Record<string, string> } {
  const address = new URL(url);
  const { username, password } = address;
  if (username === '' && password === '') return { address, headers: {} };
  address.username = '';
  address.password = '';
  const both = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { address, headers: { authorization: `Basic ${Buffer.from(both).toString('base64')}` } };
}
