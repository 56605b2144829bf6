import { text } from 'node:stream/consumers';
import { extractLimits, type Config } from '../config/config.js';
import { blinderFor, refuseNaming } from '../blind/index.js';
import type { Ranking } from '../domain/index.js';
import { CvmatchError, isCvmatchError } from '../errors.js';
import { openWorkspace, type Workspace } from '../open.js';
import { jdOf, readJdFile, type Jd } from '../match/jd.js';
import { packWords } from '../match/pack-words.js';
import { loadMatchTools } from '../match/tools.js';
import { withPeople } from '../match/people.js';
import { matchJd, type MatchOptions, type MatchParts } from '../match/match.js';
import { jdBody, languageOf } from '../rank/index.js';
import { WHOLE } from '../report/match/match-text.js';

export interface MatchCommandOptions extends Omit<MatchOptions, 'cacheTtlMs'> {
  /** Matches this many times without the cache and checks that every score is identical to the bit. */
  repeat?: number;
  onWarning?: (message: string) => void;
  /** Without what says who the people are. */
  blind?: boolean;
}

/** `source`: a path, or `-` for stdin. */
export async function matchSource(source: string, config: Config, options: MatchCommandOptions): Promise<Ranking> {
  if (options.must?.some((text) => text.trim() === '') === true)
    throw new CvmatchError('bad_flag', '--must is empty', { hint: 'Name a skill, degree, language or certificate.' });
  if (options.blind === true) refuseNaming((options.where ?? []).map(({ field }) => field));
  const jd = await readSource(source, config);
  const workspace = await openWorkspace(config);
  try {
    await workspace.requireModel();
    await packedFirst(workspace, options);
    const parts = await matchParts(workspace);
    warn(jd, parts.tools.pulled, options);
    const ranking = await repeated(jd, parts, { ...options, cacheTtlMs: config.cacheTtl });
    warnOfResult(ranking, options);
    await noteRanking(workspace, 'match', ranking);
    const told = await withPeople(ranking, workspace.store, null);
    return options.blind === true ? await blindRanking(told, workspace) : told;
  } finally {
    await workspace.close();
  }
}

export async function blindRanking(
  { jd, fingerprint, results }: Ranking,
  workspace: Pick<Workspace, 'store' | 'vocabulary'>,
): Promise<Ranking> {
  return { jd, fingerprint, results: await (await blinderFor(workspace)).matches(results) };
}

/** A search without finds the same, so a full disk, say, does not keep anybody from matching. */
async function packedFirst({ store }: Workspace, { onWarning }: MatchCommandOptions): Promise<void> {
  let isTold = false;
  try {
    await packWords(store.search, (pieces) => {
      if (!isTold) onWarning?.(`the words of the CVs are packed first, once: ${pieces} more pieces`);
      isTold = true;
    });
  } catch (error) {
    if (!isCvmatchError(error)) throw error;
    onWarning?.(`the words of the CVs could not be packed, which makes this slower: ${error.message}`);
  }
}

/** A ranking is recorded before it is shown. */
export async function noteRanking(
  { store }: Pick<Workspace, 'store'>,
  detail: string,
  { jd, results }: Pick<Ranking, 'jd' | 'results'>,
): Promise<void> {
  await store.audit.note([{ action: 'match', detail, jd: jd.hash, cvs: results.map(({ cvId }) => cvId) }]);
}

export async function readSource(source: string, config: Config): Promise<Jd> {
  const pulled = config.model !== null;
  if (source === '-') return jdOf(await text(process.stdin), { pulled });
  return readJdFile(source, { ...extractLimits(config), maxBytes: config.maxSize, pulled });
}

/** What matching needs, without a cross-encoder. */
export async function scoringParts(workspace: Workspace): Promise<MatchParts> {
  return {
    store: workspace.store,
    tools: loadMatchTools(workspace.vocabulary, (await workspace.model()).id),
    embedder: () => workspace.embedder(),
    fingerprint: await workspace.fingerprint(),
  };
}

/** What matching needs, as configured. */
export async function matchParts(workspace: Workspace): Promise<MatchParts> {
  const rerank = await workspace.reranking();
  return { ...(await scoringParts(workspace)), ...(rerank === null ? {} : { rerank }) };
}

const LANGUAGE_NAMES: Record<string, string> = {
  de: 'German',
  fr: 'French',
  es: 'Spanish',
  it: 'Italian',
  pt: 'Portuguese',
  nl: 'Dutch',
};

/** In words: a shorter text does not reveal its language. */
const LEAST_WORDS = 60;

/** Nothing to warn about with a pulled model, which may compare words across languages. */
function warn(jd: Jd, pulled: boolean, { onWarning }: MatchCommandOptions): void {
  if (jd.truncated) onWarning?.('the JD is longer than 8,000 characters; only these were read');
  if (pulled) return;
  const body = jdBody(jd.text);
  const code = languageOf(body);
  if (code === null && /\p{L}/u.test(body) && (body.match(/\p{L}+/gu) ?? []).length >= LEAST_WORDS) {
    onWarning?.(
      'the JD is in none of the languages that cvmatch reads (en, de, fr, es, it, pt, nl), or only lists words: it is compared by its words and the skills that it names',
    );
  }
  const language = LANGUAGE_NAMES[code ?? ''];
  if (language !== undefined)
    onWarning?.(
      `the JD is in ${language}: skills and titles are compared across languages, other words only with CVs in ${language}`,
    );
}

function warnOfResult({ results }: Ranking, { where = [], onWarning }: MatchCommandOptions): void {
  if (results.length === 0 && where.length > 0) onWarning?.('no CV meets all conditions of --where');
  if (results[0]?.parts.every(({ kind }) => WHOLE.has(kind)) === true)
    onWarning?.(
      'no title, skill or other requirement was recognised in the JD: the ranking rests on its words and meaning alone',
    );
}

async function repeated(jd: Jd, parts: MatchParts, options: MatchCommandOptions & MatchOptions): Promise<Ranking> {
  const first = await matchJd(jd, parts, options.repeat === undefined ? options : { ...options, noCache: true });
  for (let run = 2; run <= (options.repeat ?? 1); run++) {
    const again = await matchJd(jd, parts, { ...options, noCache: true });
    if (JSON.stringify(again) === JSON.stringify(first)) continue;
    throw new CvmatchError('internal', `run ${run} gave another ranking than run 1`, {
      hint: 'Was the store written to meanwhile? Otherwise please report this with the output of `cvmatch doctor`.',
    });
  }
  return first;
}
