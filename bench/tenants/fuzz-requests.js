// Requests generated from the OpenAPI document of a running service by a seeded generator: most are valid, some are
// not.
/* global URLSearchParams */
import { Random } from '../../dist/src/simulate/random.js';

/** Relative frequencies of operations; those that are not listed are rare. */
const WEIGHTS = {
  uploadCvs: 12,
  match: 6,
  listCvs: 12,
  getCv: 12,
  getBatch: 8,
  listBatchCvs: 8,
  getJd: 6,
  addJd: 4,
  recommendJds: 4,
  deleteCv: 1,
  deleteJd: 0.5,
  live: 0.5,
  followBatch: 2,
  runScheduled: 0.3,
  selftest: 0.05,
  getParsingQuality: 0.5,
  dropTasks: 0.3,
  retryTasks: 0.5,
};
/** Share of requests that are made invalid on purpose. */
const SPOILT = 0.2;
/** Share of ids that belong to the other tenant. */
const FOREIGN = 0.1;

const ODD_TEXTS = [
  '',
  ' ',
  '\u0000',
  '\u202egnp.exe',
  "' OR 1=1 --",
  '../../etc/passwd',
  '%00',
  '{{7*7}}',
  '<script>alert(1)</script>',
  'é'.repeat(3000),
  '𝔘𝔫𝔦𝔠𝔬𝔡𝔢',
  'null',
  '-1',
  '1e309',
  '[]',
  '\r\nset-cookie: a=b',
];
const ODD_VALUES = [null, true, -1, 0, 1e21, 1.5, '', 'x', [], {}, [null], { a: { b: {} } }, ...ODD_TEXTS];

/** What an operation can be about, as its description says: fields that belong together. */
const SUBJECTS = {
  mergeCandidates: [['pair'], ['cvs']],
  splitCandidates: [['pair'], ['cvs']],
  addDecision: [['match'], ['jd', 'cv']],
};

/** Names of parameters and fields whose values come from earlier answers. */
const KNOWN = {
  cv: ['cvs', 'uploads'],
  cvs: ['cvs', 'uploads'],
  jd: ['jds'],
  batch: ['batches'],
  match: ['matches'],
  decision: ['decisions'],
  cursor: ['cursors'],
};

const SKILLS = ['TypeScript', 'Python', 'PostgreSQL', 'Kubernetes', 'Terraform', 'Welding', 'Bookkeeping', 'Nursing'];
const CONDITIONS = ['years >= 3', 'country = DE', 'language = en', 'label ~ engineer', 'format != pdf', 'years < 40'];

/** Ids that a tenant has seen in its own answers: the newest last, at most a few hundred of each kind. */
export function newPools() {
  return { cvs: [], uploads: [], batches: [], jds: [], matches: [], decisions: [], cursors: [] };
}

/** Collects the ids in an answer, whatever its shape. */
export function remember(pools, body) {
  const put = (pool, value) => {
    if (typeof value !== 'string' || value === '') return;
    pools[pool].push(value);
    if (pools[pool].length > 300) pools[pool].shift();
  };
  const walk = (value, kind) => {
    if (Array.isArray(value)) return value.forEach((one) => walk(one, kind));
    if (typeof value !== 'object' || value === null) return;
    put('cvs', value.cvId);
    put('batches', value.batch);
    put('cursors', value.next);
    if (kind === 'cvs') put('uploads', value.id);
    if (kind === 'jds') put('jds', value.id);
    if (kind === 'results') put('matches', value.id);
    if (/^decisions?$/.test(kind) && 'decision' in value) put('decisions', String(value.id));
    for (const [name, one] of Object.entries(value)) walk(one, name);
  };
  walk(body, '');
  if (typeof body?.hash === 'string' && 'addedAt' in body) put('jds', body.id);
}

export class Requests {
  constructor(document, seed) {
    this.document = document;
    this.random = new Random('fuzz', ...seed);
    this.operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
    );
    const weights = this.operations.map(({ operation }) => WEIGHTS[operation.operationId] ?? 2);
    this.total = weights.reduce((sum, weight) => sum + weight, 0);
    this.weights = weights;
  }

  /** `own`, `foreign`: pools. `token`: put into everything that this tenant writes. */
  next({ own, foreign, token }) {
    const { path, method, operation } = this.drawn();
    const spoilt = this.random.chance(SPOILT);
    const at = { own, foreign, token, spoilt, operation };
    const parameters = (operation.parameters ?? []).map((one) => this.resolve(one));
    const query = new URLSearchParams();
    let where = path;
    const headers = {};
    for (const parameter of parameters) {
      const isPath = parameter.in === 'path';
      if (!isPath && parameter.required !== true && !this.random.chance(0.3)) continue;
      const value = this.parameter(parameter, at, path);
      if (isPath) where = where.replace(`{${parameter.name}}`, encodeURIComponent(String(value)) || '%20');
      else if (parameter.in === 'query') for (const one of [value].flat()) query.append(parameter.name, String(one));
      else if (parameter.in === 'header') headers[parameter.name] = safeHeader(String(value));
    }
    if (spoilt && this.random.chance(0.2)) query.append(this.random.pick(['x', 'limit', 'order']), this.odd());
    const request = { id: operation.operationId, method, headers, path: where + (query.size > 0 ? `?${query}` : '') };
    return { ...request, ...this.body(operation, at) };
  }

  drawn() {
    let left = this.random.float() * this.total;
    const found = this.operations.findIndex((_, i) => (left -= this.weights[i]) < 0);
    return this.operations[Math.max(0, found)];
  }

  parameter({ name, schema }, at, path) {
    if (at.spoilt && this.random.chance(0.3)) return this.odd();
    const kind = name === 'id' ? kindOf(path) : name;
    const pools = KNOWN[kind];
    if (pools !== undefined) return this.known(pools, at) ?? this.value(schema, at, name);
    if (name.toLowerCase() === 'idempotency-key') return `key-${this.random.int(1, 200)}`;
    return this.value(schema, at, name);
  }

  /** An id of this tenant or, sometimes, of the other; undefined if none is known yet. */
  known(pools, { own, foreign }) {
    const from = this.random.chance(FOREIGN) ? foreign : own;
    const pool = from[this.random.pick(pools)];
    return pool.length === 0 ? undefined : this.random.pick(pool);
  }

  odd() {
    return this.random.pick(ODD_TEXTS);
  }

  value(given, at, name = '') {
    const schema = this.resolve(given ?? {});
    if (at.spoilt && this.random.chance(0.15)) return this.random.pick(ODD_VALUES);
    if (schema.enum !== undefined) return this.random.pick(schema.enum);
    const either = schema.anyOf ?? schema.oneOf;
    if (either !== undefined) return this.value(this.random.pick(either), at, name);
    const type = Array.isArray(schema.type) ? this.random.pick(schema.type) : schema.type;
    if (type === 'integer' || type === 'number') return this.number(schema);
    if (type === 'boolean') return this.random.chance(0.5);
    if (type === 'null') return null;
    if (type === 'array')
      return Array.from({ length: this.random.int(schema.minItems ?? 0, Math.min(schema.maxItems ?? 3, 3)) }, () =>
        this.item(schema.items, at, name),
      );
    if (type === 'object' || schema.properties !== undefined) return this.object(schema, at);
    return this.text(schema, at, name);
  }

  item(schema, at, name) {
    const isList = this.resolve(schema).type === 'array';
    return (!isList && KNOWN[name] && this.known(KNOWN[name], at)) || this.value(schema, at, name);
  }

  number({ minimum = 0, maximum = 50, type }) {
    const high = Math.min(maximum, minimum + 50);
    return type === 'integer' ? this.random.int(minimum, high) : minimum + this.random.float() * (high - minimum);
  }

  object({ properties = {}, required = [] }, at) {
    const chosen = Object.keys(properties).filter((name) => required.includes(name) || this.random.chance(0.4));
    return Object.fromEntries(chosen.map((name) => [name, this.item(properties[name], at, name)]));
  }

  text({ pattern, minLength = 0, maxLength = 200 }, { token }, name) {
    if (name === 'where') return this.random.pick(CONDITIONS);
    if (name === 'text') return this.jd(token);
    if (name === 'must') return this.random.pick(SKILLS);
    if (pattern !== undefined) return hexLike(this.random, pattern);
    const text = `${this.random.pick(SKILLS)} ${token}`;
    return text.slice(0, maxLength).padEnd(minLength, 'x');
  }

  about(id, schema, at) {
    const others = new Set(SUBJECTS[id].flat());
    const given = Object.fromEntries(Object.entries(this.object(schema, at)).filter(([name]) => !others.has(name)));
    for (const name of this.random.pick(SUBJECTS[id])) given[name] = this.item(schema.properties[name], at, name);
    if (given.decision === 'rejected') given.reason ??= `Not enough ${at.token}`;
    return given;
  }

  jd(token) {
    const skills = this.random.sample(SKILLS, 3);
    return `Engineer at ${token}\n\nRequirements:\n${skills.map((skill) => `- ${skill}`).join('\n')}\n- ${this.random.int(1, 9)} years of experience\n`;
  }

  cv(token) {
    const n = this.random.int(1, 100_000);
    const skills = this.random.sample(SKILLS, 3).join(', ');
    return `Person ${token}${n}\nperson${n}@${token}.example\n\nExperience\nEngineer, ${token} Ltd, 2015 - 2022\nKept ${n} systems of ${token} alive with ${skills}.\n\nSkills\n${skills}\n`;
  }

  body(operation, at) {
    const content = operation.requestBody?.content;
    if (content === undefined) return {};
    if ('multipart/form-data' in content) return { form: this.form(at) };
    const schema = this.resolve(content['application/json']?.schema ?? {});
    if (at.spoilt && this.random.chance(0.2))
      return {
        json: this.random.pick(['{', '', 'null', '[]', '"x"', '{"text":', JSON.stringify({ text: this.odd() })]),
      };
    if (operation.operationId in SUBJECTS)
      return { json: JSON.stringify(this.about(operation.operationId, schema, at)) };
    if (operation.operationId !== 'match') return { json: JSON.stringify(this.value(schema, at)) };
    // One of the two, as the API description says.
    const { text, jd, ...rest } = this.object(schema, at);
    const stored = at.own.jds.length > 0 && this.random.chance(0.5);
    return {
      json: JSON.stringify(
        stored ? { ...rest, jd: jd ?? this.random.pick(at.own.jds) } : { ...rest, text: text ?? this.jd(at.token) },
      ),
    };
  }

  form({ token, spoilt }) {
    const files = Array.from({ length: this.random.int(1, 3) }, (_, i) => ({
      name: spoilt && this.random.chance(0.5) ? `${this.odd()}.txt` : `${token}-${i}.txt`,
      // The tenants never send the same bytes, because then each may rightly see its own CV of them.
      text: spoilt && this.random.chance(0.3) ? `${this.odd()} ${token}` : this.cv(token),
    }));
    return { files, cut: spoilt && this.random.chance(0.2) };
  }

  /** Follows `$ref`. */
  resolve(schema) {
    const ref = schema.$ref;
    if (ref === undefined) return schema;
    return ref
      .slice(2)
      .split('/')
      .reduce((value, name) => value[name], this.document);
  }
}

function kindOf(path) {
  return ['batch', 'jd', 'match', 'decision', 'cv'].find((kind) => path.includes(`/${kind}`)) ?? '';
}

function hexLike(random, pattern) {
  const length = Number(/\{(\d+)/.exec(pattern)?.[1] ?? 32);
  return Array.from({ length }, () => random.pick([...'0123456789abcdef'])).join('');
}

function safeHeader(value) {
  return value.replace(/[^\x20-\x7e]/g, '?').slice(0, 200);
}
