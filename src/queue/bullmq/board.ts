import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { BullBoardRequest, IServerAdapter } from '@bull-board/api/typings/app';
import type { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import type { Queue } from 'bullmq';
import { within } from '../../domain/index.js';
import { CvmatchError } from '../../errors.js';
import type { BoardAnswer, QueueBoard } from '../board.js';
import { parseBroker } from './address.js';
import { connectTo, unreachable } from './broker.js';

const ANSWER_MS = 5000;
const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
};
/** It is all shown once, so it need not be asked for every few seconds. */
const CONFIG = { boardTitle: 'Queues', pollingInterval: { showSetting: true, forceInterval: 0 } };

/**
 * bull-board over the queues with the names that `names` gives whenever it is asked. Of an offer it shows the number of its
 * task and nothing that a tenant sent. Its own way into a web server is not used: it needs a template engine, a server for files
 * and a page with styles and fonts from elsewhere, which the service forbids; nor are its actions, since the rows of
 * tasks, not the queue, say what is to be done.
 */
export async function bullBoard(url: string, names: () => Promise<string[]>): Promise<QueueBoard> {
  const address = parseBroker(url);
  const [{ createBullBoard }, { BullMQAdapter: Adapter }] = await load();
  const routes = new Routes();
  const board = createBullBoard({ queues: [], serverAdapter: routes, options: { uiConfig: CONFIG } });
  const queues = new Map<string, { queue: Queue; shown: BullMQAdapter }>();
  const show = async (name: string): Promise<void> => {
    if (queues.has(name)) return;
    const queue = await connectTo(address, name);
    const shown = new Adapter(queue as never, { readOnlyMode: true });
    shown.setFormatter('data', ({ task }: { task: string }) => ({ task }));
    queues.set(name, { queue, shown });
  };
  const renew = async (): Promise<void> => {
    const wanted = await names();
    await Promise.all(wanted.map(show));
    const gone = [...queues.keys()].filter((name) => !wanted.includes(name));
    for (const name of gone)
      void queues
        .get(name)!
        .queue.close()
        .catch(() => undefined);
    for (const name of gone) queues.delete(name);
    board.replaceQueues([...queues.values()].map(({ shown }) => shown));
  };
  return {
    answer: async (at, query, base) => {
      if (at.startsWith('static/')) return routes.fileAt(at);
      if (!at.startsWith('api/')) return routes.isPage(`/${at}`) ? pageOf(routes.page(base)) : null;
      const asked = renew().then(() => routes.ask(`/${at}`, query));
      return within(ANSWER_MS, asked).catch((error: unknown) => {
        throw unreachable(address, error);
      });
    },
    close: async () => {
      await Promise.allSettled([...queues.values()].map(({ queue }) => queue.disconnect()));
      queues.clear();
    },
  };
}

function pageOf(body: string) {
  return { status: 200, type: 'text/html; charset=utf-8', body };
}

async function load() {
  try {
    return await Promise.all([import('@bull-board/api'), import('@bull-board/api/bullMQAdapter')]);
  } catch (cause) {
    throw new CvmatchError(
      'tool_missing',
      'the board of queues needs the packages @bull-board/api and @bull-board/ui',
      {
        cause,
        hint: 'Install them beside cvmatch: `npm install @bull-board/api @bull-board/ui` (add -g for a global one).',
      },
    );
  }
}

type Handler = (request: BullBoardRequest) => Promise<{ status?: number; body: unknown }>;

/** What bull-board tells a web server about itself. */
class Routes implements IServerAdapter {
  private readonly api: { pattern: RegExp; handler: Handler }[] = [];
  private pages: RegExp[] = [];
  private queues: BullBoardRequest['queues'] = new Map();
  private config: BullBoardRequest['uiConfig'] = {};
  private views = '';
  private files = new Map<string, BoardAnswer>();

  setQueues(queues: BullBoardRequest['queues']): this {
    this.queues = queues;
    return this;
  }

  setViewsPath(folder: string): this {
    this.views = folder;
    return this;
  }

  setStaticPath(_route: string, folder: string): this {
    const names = readdirSync(folder, { encoding: 'utf8', recursive: true }).filter(
      (name) => path.extname(name) in TYPES,
    );
    this.files = new Map(
      names.map((name) => {
        const type = TYPES[path.extname(name)]!;
        return [`static/${name.split(path.sep).join('/')}`, { status: 200, type, body: path.join(folder, name) }];
      }),
    );
    return this;
  }

  setEntryRoute({ route }: Parameters<IServerAdapter['setEntryRoute']>[0]): this {
    this.pages = [route].flat().map(patternOf);
    return this;
  }

  setErrorHandler(): this {
    return this;
  }

  /** Only what reads. */
  setApiRoutes(routes: Parameters<IServerAdapter['setApiRoutes']>[0]): this {
    for (const { method, route, handler } of routes) {
      if (![method].flat().includes('get')) continue;
      for (const one of [route].flat()) this.api.push({ pattern: patternOf(one), handler: handler as Handler });
    }
    return this;
  }

  setUIConfig(config: BullBoardRequest['uiConfig']): this {
    this.config = config;
    return this;
  }

  isPage(at: string): boolean {
    return this.pages.some((pattern) => pattern.test(at));
  }

  fileAt(at: string): BoardAnswer | null {
    const found = this.files.get(at);
    return found === undefined ? null : { ...found, body: readFileSync(found.body as string) };
  }

  /** Its own scripts and styles, without the styles in the page and the fonts from elsewhere. */
  page(base: string): string {
    const own = readFileSync(path.join(this.views, 'index.ejs'), 'utf8');
    const links = own.match(/<link href="static\/[^>]*>/g) ?? [];
    const scripts = own.match(/<script defer src="static\/[^>]*><\/script>/g) ?? [];
    const config = JSON.stringify(this.config).replaceAll('<', '\\u003c');
    return [
      '<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8">',
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      `<base href="${base}"><title>Queues</title><link rel="icon" href="static/images/logo.svg">`,
      ...links,
      '</head><body>',
      `<script id="__UI_CONFIG__" type="application/json">${config}</script><div id="root"></div>`,
      ...scripts,
      '</body></html>',
    ].join('\n');
  }

  async ask(at: string, query: Record<string, unknown>): Promise<BoardAnswer | null> {
    for (const { pattern, handler } of this.api) {
      const params = pattern.exec(at)?.groups;
      if (params === undefined) continue;
      const { queues, config: uiConfig } = this;
      const { status = 200, body } = await handler({
        queues,
        uiConfig,
        query,
        params: { ...params },
        body: {},
        headers: {},
      });
      return { status, type: null, body };
    }
    return null;
  }
}

/** `/queue/:name` as a pattern with the group `name`. */
function patternOf(route: string): RegExp {
  return new RegExp(`^${route.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}(?<rest>)$`);
}
