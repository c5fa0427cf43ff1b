import { run } from '#cli';

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliSettings {
  readonly colour?: boolean;
  readonly cacheFolder?: string;
  readonly debug?: boolean;
}

/** Runs one command line in this process. Nothing is cached unless `cacheFolder` is given. */
export function cli(cwd: string, argv: readonly string[], settings: CliSettings = {}): CliResult {
  const out: string[] = [];
  const err: string[] = [];
  const code = run(argv, {
    stdout: (text) => out.push(text),
    stderr: (text) => err.push(text),
    cwd,
    colour: false,
    debug: false,
    ...settings,
  });
  return { code, stdout: out.join(''), stderr: err.join('') };
}
