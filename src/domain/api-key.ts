/** Of a key nothing but the sha-256 of its token is kept. Times are ISO. */
export interface ApiKey {
  id: string;
  name: string;
  scopes: string[];
  createdAt: string;
  revokedAt: string | null;
  /** To the minute. */
  lastUsedAt: string | null;
}
