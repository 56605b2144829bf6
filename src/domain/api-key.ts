/** An API key. Only the sha-256 of its token is stored. Times are ISO. */
export interface ApiKey {
  id: string;
  /** Id of the tenant whose data it opens. */
  tenant: string;
  name: string;
  scopes: string[];
  createdAt: string;
  revokedAt: string | null;
  /** To the minute. */
  lastUsedAt: string | null;
}
