import { extractLimits, type Config } from '../config/config.js';
import {
  describeEmbedder,
  describeReranker,
  openEmbedder,
  openReranker,
  type Embedder,
  type EmbedderOptions,
  type Reranker,
} from '../embed/index.js';
import type { Rerank } from '../match/rerank.js';
import { observedPool, type ObservedPool, type PoolLoad } from '../pool/observed-pool.js';
import type { StoredModel } from '../store/port/index.js';
import type { OpenOptions } from './workspace.js';

/** The models and threads that the tenants of a workspace share, each loaded when first asked for. */
export class Engines {
  private described: Promise<StoredModel> | null = null;
  private loaded: Promise<Embedder> | null = null;
  private rerankerInUse: Promise<Reranker> | null = null;
  private pooled: Promise<ObservedPool> | null = null;
  private observedThreads: ObservedPool | null = null;
  private readonly closers: (() => Promise<void>)[] = [];

  constructor(
    private readonly config: Config,
    private readonly options: OpenOptions,
  ) {}

  model(): Promise<StoredModel> {
    return (this.described ??= describeEmbedder(this.embedderOptions));
  }

  embedder(): Promise<Embedder> {
    return (this.loaded ??= this.keep(openEmbedder({ ...this.embedderOptions, threads: 1 })));
  }

  private get embedderOptions(): EmbedderOptions {
    const { embedder, model, modelsFolder } = this.config;
    return { embedder, model, modelsFolder };
  }

  async reranking(): Promise<Rerank | null> {
    const { rerankModel: model, rerankTop: top, modelsFolder } = this.config;
    if (model === null) return null;
    const { fingerprint } = await describeReranker({ model, modelsFolder });
    return { fingerprint, top, open: () => (this.rerankerInUse ??= this.keep(openReranker({ model, modelsFolder }))) };
  }

  pool(): Promise<ObservedPool> {
    return (this.pooled ??= this.keep(this.openThreads()));
  }

  poolLoad(): PoolLoad | null {
    return this.observedThreads?.load() ?? null;
  }

  private async openThreads(): Promise<ObservedPool> {
    const { openPool } = await import('../pool/pool.js');
    const { threads, ocr, ocrLanguages } = this.config;
    const pool = openPool({
      threads,
      embedder: this.embedderOptions,
      limits: extractLimits(this.config),
      ocrLanguages: ocr ? ocrLanguages : null,
      background: this.options.background,
      manySenders: this.options.manySenders,
    });
    return (this.observedThreads = observedPool(pool, this.options.observer?.(null)));
  }

  private async keep<T extends { close(): Promise<void> }>(opening: Promise<T>): Promise<T> {
    const opened = await opening;
    this.closers.push(() => opened.close());
    return opened;
  }

  async close(): Promise<void> {
    for (const close of this.closers.splice(0).reverse()) await close();
  }
}
