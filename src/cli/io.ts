/** The outside world of a command. */
export interface Io {
  readonly stdin: () => string;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Somebody watches standard error. */
  readonly isWatched: boolean;
  /** Standard output is a terminal that shows colours. */
  readonly hasColour?: boolean;
}
