import type { RuleLevel } from '#core';
import { settingsSection } from '#protocol';

/** The settings of one folder, checked. */
export interface FolderSettings {
  readonly enable: boolean;
  readonly policy: string | undefined;
  readonly rules: ReadonlyMap<string, RuleLevel>;
  readonly exclude: readonly string[];
}

export const defaultSettings: FolderSettings = { enable: true, policy: undefined, rules: new Map(), exclude: [] };

export interface ReadSettings {
  readonly settings: FolderSettings;
  /** One sentence for each value that was left out. */
  readonly problems: readonly string[];
}

/** Reads the `routewarden` section as an editor sent it. A wrong value is named and replaced by the default. */
export function readSettings(value: unknown): ReadSettings {
  if (value === null || value === undefined) return { settings: defaultSettings, problems: [] };
  if (!isRecord(value)) return { settings: defaultSettings, problems: [`\`${settingsSection}\` must be an object.`] };
  const problems: string[] = [];
  return {
    settings: {
      enable: readEnable(value.enable, problems),
      policy: readPolicy(value.policy, problems),
      rules: readRules(value.rules, problems),
      exclude: readExclude(value.exclude, problems),
    },
    problems,
  };
}

/** True when an analysis under `a` also serves `b`: all but the levels, which are applied to its result. */
export function sameAnalysis(a: FolderSettings, b: FolderSettings): boolean {
  return (
    a.enable === b.enable &&
    a.policy === b.policy &&
    a.exclude.length === b.exclude.length &&
    a.exclude.every((glob, index) => glob === b.exclude[index])
  );
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const levels: ReadonlyMap<string, RuleLevel> = new Map(
  (['off', 'info', 'low', 'medium', 'high', 'critical'] as const).map((level) => [level, level]),
);

function readEnable(value: unknown, problems: string[]): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'boolean') return value;
  problems.push(`\`${settingsSection}.enable\` must be true or false.`);
  return true;
}

function readPolicy(value: unknown, problems: string[]): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const path = typeof value === 'string' ? value.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '') : '';
  const inside = path !== '' && !path.startsWith('/') && !/^[a-z]:/i.test(path) && !path.split('/').includes('..');
  if (inside) return path;
  problems.push(`\`${settingsSection}.policy\` must be the path of a file inside the folder.`);
  return undefined;
}

function readRules(value: unknown, problems: string[]): ReadonlyMap<string, RuleLevel> {
  const rules = new Map<string, RuleLevel>();
  if (value === undefined || value === null) return rules;
  if (!isRecord(value)) {
    problems.push(`\`${settingsSection}.rules\` must be an object of rule ids and levels.`);
    return rules;
  }
  for (const [rule, given] of Object.entries(value)) {
    const level = typeof given === 'string' ? levels.get(given) : undefined;
    if (level !== undefined) rules.set(rule, level);
    else problems.push(`\`${settingsSection}.rules\`: the level of \`${rule}\` must be one of ${[...levels.keys()].join(', ')}.`);
  }
  return rules;
}

function readExclude(value: unknown, problems: string[]): readonly string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) {
    const globs = value.filter((glob): glob is string => typeof glob === 'string' && glob !== '');
    if (globs.length === value.length) return globs;
  }
  problems.push(`\`${settingsSection}.exclude\` must be a list of globs.`);
  return [];
}
