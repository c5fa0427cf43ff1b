/** The section of the editor's settings that the server asks for, once per workspace folder. */
export const settingsSection = 'routewarden';

/** The settings as an editor sends them: with `workspace/configuration`, `workspace/didChangeConfiguration` or at the start. */
export interface Settings {
  /** False turns the analysis of the folder off. Default true. */
  readonly enable?: boolean;
  /** A policy file, relative to the folder, to use instead of the discovered ones. */
  readonly policy?: string;
  /** Rule id → `off` or the severity to show its findings with. Stands above the policy file, in this editor only. */
  readonly rules?: Readonly<Record<string, string>>;
  /** Globs of files to leave out, relative to the folder. */
  readonly exclude?: readonly string[];
}

/** `initializationOptions` of the `initialize` request; all of it is optional. */
export interface InitializationOptions {
  /** Settings for clients that cannot answer `workspace/configuration`. */
  readonly settings?: Settings;
  /** Absolute path of a folder for the facts of earlier runs; without it nothing is written to disk. */
  readonly cacheFolder?: string;
}
