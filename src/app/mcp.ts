import { blinderFor } from '../blind/index.js';
import { CvmatchError } from '../errors.js';
import { setImmediate } from 'node:timers/promises';
import { once } from 'node:events';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { Config } from '../config/config.js';
import { actingAs, atThisMachine } from '../store/audit/acting.js';
import { blindRanking, matchParts, noteRanking } from './match.js';
import { openWorkspace, type Workspace } from '../open.js';
import { jdOf } from '../match/jd.js';
import { matchJd } from '../match/match.js';
import { withPeople } from '../match/people.js';
import { assistantServer, type Assistance } from '../service/assistant/assistant.js';
import { resolveCv } from './find-cv.js';
import { statusOf } from './status.js';

export interface AssistantOptions {
  version: string;
  /** Ends the conversation, like the end of stdin. */
  signal: AbortSignal;
  onError: (error: unknown) => void;
  /** Without what says who the people are. */
  blind?: boolean;
}

/**
 * Speaks the Model Context Protocol on stdin and stdout until stdin ends or the signal comes; calls in progress are
 * answered first.
 */
export async function serveAssistant(
  config: Config,
  { version, signal, onError, blind = false }: AssistantOptions,
): Promise<void> {
  const storedJds = new StoredJdList(config, blind);
  const server = assistantServer(storedJds, version, onError);
  const ended = Promise.race([once(process.stdin, 'end'), once(process.stdin, 'close'), once(signal, 'abort')]);
  await server.connect(new StdioServerTransport());
  if (!signal.aborted) await ended;
  await storedJds.close();
  await server.close();
}

/**
 * The workspace. It is opened by the first call that finds it, since a store may be created while the assistant runs.
 */
class StoredJdList implements Assistance {
  private opened: Promise<Workspace> | null = null;
  private readonly underWay = new Set<Promise<unknown>>();

  constructor(
    private readonly config: Config,
    private readonly blind: boolean,
  ) {}

  match(jd: string, top: number): ReturnType<Assistance['match']> {
    return this.use(async (workspace) => {
      await workspace.requireModel();
      const parts = await matchParts(workspace);
      const ranking = await matchJd(jdOf(jd, parts.tools), parts, { top, cacheTtlMs: this.config.cacheTtl });
      await noteRanking(workspace, 'match', ranking);
      const told = await withPeople(ranking, workspace.store, null);
      return this.blind ? blindRanking(told, workspace) : told;
    });
  }

  show(id: string): ReturnType<Assistance['show']> {
    return this.use(async (workspace) => {
      const record = await workspace.store.cvs.get(await resolveCv(workspace, id));
      // Its rows are damaged, or it was removed between the two looks.
      if (record === null)
        throw new CvmatchError('not_found', `the CV ${id} cannot be read from the store`, {
          hint: '`cvmatch doctor` says whether the store is damaged.',
        });
      await workspace.store.audit.note([{ action: 'read', detail: 'show', cvs: [record.cvId] }]);
      const shown = this.blind ? await (await blinderFor(workspace)).cv(record) : record;
      const { cvId, path, fileName, format, engine, profile } = shown;
      return { cvId, path, fileName, format, engine, profile };
    });
  }

  status(): ReturnType<Assistance['status']> {
    return this.use(statusOf);
  }

  /** Waits for the calls requested by the last bytes of stdin. */
  async close(): Promise<void> {
    await setImmediate();
    while (this.underWay.size > 0) await Promise.allSettled(this.underWay);
    await (await this.opened?.catch(() => null))?.close();
  }

  private use<T>(body: (workspace: Workspace) => Promise<T>): Promise<T> {
    const call = actingAs(atThisMachine('mcp'), () => this.open().then(body));
    this.underWay.add(call);
    const done = (): void => {
      this.underWay.delete(call);
    };
    call.then(done, done);
    return call;
  }

  private open(): Promise<Workspace> {
    this.opened ??= openWorkspace(this.config).catch((error: unknown) => {
      this.opened = null;
      throw error;
    });
    return this.opened;
  }
}
