import { api, failure, headers } from '../api.js';

/**
 * Files per request: few enough that results come soon, many enough that a folder does not take a thousand requests.
 */
const GROUP = 25;
const FIRST_LOOK_MS = 500;
const LAST_LOOK_MS = 5000;
const pause = (ms) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** Sends the files and follows each until it has ended. `changed(item, status, message)` is called at every step. */
export async function send(items, changed) {
  const following = [];
  for (let from = 0; from < items.length; from += GROUP) {
    const group = items.slice(from, from + GROUP);
    const batch = await sendGroup(group, changed);
    if (batch !== null) following.push(follow(batch, group, changed));
  }
  await Promise.all(following);
}

async function sendGroup(group, changed) {
  for (const item of group) changed(item, 'sending');
  try {
    const { batch, cvs } = await post(group);
    hearOf(cvs, group, changed);
    return batch;
  } catch (error) {
    for (const item of group) changed(item, 'not sent', error.text ?? 'The connection was lost.');
    return null;
  }
}

/** Answers carry the names under which files were sent; refused files come last. */
function hearOf(cvs, group, changed) {
  const left = [...group];
  for (const { id, name, status, message } of cvs) {
    const at = Math.max(
      0,
      left.findIndex(({ file }) => file.name === name),
    );
    const [item] = left.splice(at, 1);
    if (item === undefined) return;
    item.id = id;
    changed(item, status, message ?? '');
  }
}

async function post(group) {
  const form = new FormData();
  for (const { file } of group) form.append('file', file, file.name);
  // A repeated request for the same files has the same key, so that they are not taken twice after a lost answer.
  const request = { method: 'POST', body: form, headers: headers({ 'idempotency-key': unique() }) };
  const response = await retried(request);
  if (!response.ok) throw await failure(response);
  return response.json();
}

/** Tries once more after a temporary failure: a lost connection, or a busy service. */
async function retried(request) {
  const response = await fetch('/v1/cvs', request).catch(() => null);
  if (response !== null && response.status !== 503) return response;
  await pause(Math.min(30, Number(response?.headers.get('retry-after')) || 2) * 1000);
  return fetch('/v1/cvs', request);
}

async function follow(batch, group, changed) {
  const byId = new Map(group.filter(({ id }) => typeof id === 'string').map((item) => [item.id, item]));
  const open = () => [...byId.values()].some(({ status }) => status === 'pending' || status === 'running');
  for (let wait = FIRST_LOOK_MS; open(); wait = Math.min(LAST_LOOK_MS, wait * 1.5)) {
    await pause(wait);
    const answer = await api.batchCvs(batch).catch(() => null);
    for (const { id, status, message } of answer?.cvs ?? []) {
      const item = byId.get(id);
      if (item !== undefined && item.status !== status) changed(item, status, message ?? '');
    }
  }
}

/** `crypto.randomUUID` exists only on https and loopback; a service in a private network may use neither. */
function unique() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
