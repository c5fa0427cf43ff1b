/** Everything the command line has to do with the world outside, so that tests can run it in their own process. */
export interface Io {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Absolute path that relative arguments start from. */
  readonly cwd: string;
  /** Whether stdout shows colours. */
  readonly colour: boolean;
  /** Absolute folder for caches of this user; without one nothing is cached unless `--cache-location` is given. */
  readonly cacheFolder?: string;
  /** Shows stack traces (`ROUTEWARDEN_DEBUG=1`). */
  readonly debug: boolean;
}

/**
 * What a command ends with: `clean` nothing is wrong, `findings` the policy is broken somewhere, `failed` the question
 * was wrong (arguments, paths, `--policy`) or a part of the engine broke, so that the answer is not complete.
 */
export const exitCodes = { clean: 0, findings: 1, failed: 2 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
