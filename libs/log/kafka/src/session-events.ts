/** What a session tells the reader it belongs to. */
export interface SessionEvents {
  /** Whether an operator has paused the reader. */
  isPaused(): boolean;
  /** Something moved: positions, troubles. */
  onProgress(): void;
  /** A partition or the group is in trouble that will pass; undefined when it has. */
  onTrouble(error: Error | undefined): void;
  /** The connection or membership is lost: a new session is needed. */
  onCrash(error: Error): void;
  /** The reader can't go on. */
  onFatal(error: Error): void;
}
