import { createHmac } from 'node:crypto';

/** Replaces values that are only compared with their like, e.g. e-mail addresses, by ones that only the holder of the key can compute. */
export class Blinding {
  /** `key`: 32 bytes, the same for as long as what was compared by it. */
  constructor(private readonly key: Uint8Array) {}

  value(text: string): string {
    return createHmac('sha256', this.key).update(`value:${text}`).digest('hex').slice(0, 32);
  }
}
