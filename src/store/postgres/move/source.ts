import type { PoolClient } from 'pg';
import type { MoveSource } from '../../port/move.js';
import { PostgresSide } from './side.js';

/** One transaction, in which all tables are locked against writers; they can be read. */
export class PostgresSource extends PostgresSide implements MoveSource {
  private held: { client: PoolClient; end: () => Promise<void> } | null = null;

  protected async run<T>(body: (client: PoolClient) => Promise<T>): Promise<T> {
    return this.held === null ? this.server.transaction('', body) : this.server.told(() => body(this.held!.client));
  }

  async hold(): Promise<void> {
    const { shared, own } = await this.tables();
    const names = [...shared, ...own, ...['stores', 'workspace', 'words', 'postings'].map((name) => ({ name }))];
    const begin = `SELECT set_config('lock_timeout', '${this.server.lockWaitMs}', true), set_config('idle_in_transaction_session_timeout', '0', true);
      LOCK TABLE ${names.map(({ name }) => name).join(', ')} IN SHARE MODE`;
    await new Promise<void>((resolve, reject) => {
      const ended = this.server.transaction(begin, async (client) => {
        // Whoever reads next is told of a connection that ends while nothing is asked of it.
        client.on('error', () => undefined);
        await this.requireAlone(client);
        await new Promise<void>((release) => {
          const end = async (): Promise<void> => {
            release();
            await ended;
          };
          this.held = { client, end };
          resolve();
        });
      });
      ended.catch(reject);
    });
  }

  override async close(): Promise<void> {
    // The connection may have ended before.
    await this.held?.end().catch(() => undefined);
    this.held = null;
    await super.close();
  }
}
