import { z } from 'zod';
import { CvmatchError } from '../../errors.js';

/**
 * Monthly prices of machines. Defaults: a small virtual server, and the managed services that several machines need.
 */
const Prices = z.strictObject({
  currency: z.string().min(1),
  /** One server for everything, while its workers are enough. */
  single: z.strictObject({ name: z.string(), month: z.number().nonnegative(), workers: z.number().int().positive() }),
  /** Each further machine once one is not enough. */
  worker: z.strictObject({ name: z.string(), month: z.number().nonnegative(), workers: z.number().int().positive() }),
  /** What several machines share. */
  shared: z.array(z.strictObject({ name: z.string(), month: z.number().nonnegative() })),
});
export type Prices = z.infer<typeof Prices>;

export const DEFAULT_PRICES: Prices = {
  currency: 'USD',
  single: { name: 'server, 2 cores', month: 30, workers: 2 },
  worker: { name: 'worker server, 4 cores', month: 40, workers: 4 },
  shared: [
    { name: 'API server', month: 40 },
    { name: 'PostgreSQL, managed', month: 25 },
    { name: 'Redis, managed', month: 15 },
  ],
};

/** Throws bad_config with the invalid field. */
export function parsePrices(text: string, file: string): Prices {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new CvmatchError('bad_config', `${file} is not JSON`, {
      cause,
      hint: 'Name a file that does not exist yet to get one with the defaults.',
    });
  }
  const parsed = Prices.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new CvmatchError('bad_config', `${file}: ${issue.path.join('.')}: ${issue.message}`, {
    hint: 'Name a file that does not exist yet to get one with the defaults.',
  });
}

export interface Bill {
  machines: number;
  lines: { name: string; count: number; month: number }[];
  month: number;
  currency: string;
}

/** Machines and cost for a number of workers (the mean over time where it varies). */
export function billFor(workers: number, prices: Prices): Bill {
  const { single, worker, shared, currency } = prices;
  const lines =
    workers <= single.workers
      ? [{ name: single.name, count: 1, month: single.month }]
      : [
          {
            name: worker.name,
            count: Math.ceil(workers / worker.workers),
            month: Math.ceil(workers / worker.workers) * worker.month,
          },
          ...shared.map((item) => ({ ...item, count: 1 })),
        ];
  return { machines: lines[0]!.count, lines, month: lines.reduce((sum, line) => sum + line.month, 0), currency };
}
