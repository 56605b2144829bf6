import { api, failure, headers } from './api.js';

/** So many files go in one request: few enough that their outcomes come soon, many enough that a folder does not take a thousand requests. */
const GROUP = 20;
const LOOK_MS = 800;
const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/** Sends the files and follows each until it has ended. `changed(item, status, message)` hears of every step. */
export async function send(items, changed) {
  for (let from = 0; from < items.length; from += GROUP) await sendGroup(items.slice(from, from + GROUP), changed);
  await follow(items.filter(({ status }) => status === 'pending'), changed);
}

async function sendGroup(group, changed) {
  for (const item of group) changed(item, 'sending');
  try {
    const answer = await post(group);
    group.forEach((item, i) => { taken(item, answer.cvs[i], changed); });
  } catch (error) {
    for (const item of group) changed(item, 'not sent', error.text ?? String(error));
  }
}

function taken(item, { id, status, message }, changed) {
  item.id = id;
  changed(item, status, message ?? '');
}

async function post(group) {
  const form = new FormData();
  for (const { file } of group) form.append('file', file, file.name);
  // The same key for the same request: sent again after a lost answer, it is not taken twice.
  const again = { method: 'POST', body: form, headers: headers({ 'idempotency-key': unique() }) };
  let response = await fetch('/v1/cvs', again);
  if (response.status === 503 || response.status === 429) {
    await pause(Math.min(30, Number(response.headers.get('retry-after')) || 2) * 1000);
    response = await fetch('/v1/cvs', again);
  }
  if (!response.ok) throw await failure(response);
  return response.json();
}

async function follow(waiting, changed) {
  for (let left = waiting; left.length > 0; ) {
    await pause(LOOK_MS);
    const next = [];
    for (const item of left) {
      const cv = await api.cv(item.id).catch(() => null);
      if (cv === null || cv.status === 'pending' || cv.status === 'running') next.push(item);
      else changed(item, cv.status, cv.message ?? '');
    }
    left = next;
  }
}

/** `crypto.randomUUID` is there on https and loopback alone; a service in one's own network may be neither. */
function unique() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
