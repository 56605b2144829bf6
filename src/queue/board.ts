/** What a board answers: JSON, or a file with its media type. */
export interface BoardAnswer {
  status: number;
  /** Null: `body` is to be sent as JSON. */
  type: string | null;
  body: unknown;
}

/** A board, for people, on which the queues of all tenants can be seen and nothing can be changed. */
export interface QueueBoard {
  /**
   * Answers a GET of `path` below the board's root, which is at `base`; null if there is nothing.
   * @throws CvmatchError `store_unreachable`, `tool_missing`.
   */
  answer(path: string, query: Record<string, unknown>, base: string): Promise<BoardAnswer | null>;
  close(): Promise<void>;
}
