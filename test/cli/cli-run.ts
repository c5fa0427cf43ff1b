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

/** The parts of the machine-readable reports that tests look at. */
export interface ScanJson {
  readonly findings: readonly { readonly rule: string; readonly file: string; readonly line: number; readonly fixable: boolean }[];
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}

export interface RoutesJson {
  readonly routes: readonly { readonly method: string; readonly file: string }[];
}

export function scanJson(cwd: string, ...argv: readonly string[]): ScanJson {
  return JSON.parse(cli(cwd, ['scan', '--format', 'json', ...argv]).stdout);
}

export function routesJson(cwd: string, ...argv: readonly string[]): RoutesJson {
  return JSON.parse(cli(cwd, ['routes', '--format', 'json', ...argv]).stdout);
}
