import type { Notice } from './engine.js';

const TIMEOUT_MS = 5000;

/** Posts a notice as JSON. The receiver's answer must be 2xx within 5 s, else this throws. */
export async function postNotice(url: string, notice: Notice): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(notice),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`the webhook answered ${response.status}`);
}
