import type { Command } from 'commander';

/** Options of every command that analyses a workspace. */
export function addAnalysisOptions(command: Command): Command {
  return addCacheOptions(command.option('--policy <file>', 'use this policy file instead of the ones found in the workspace'));
}

/** Options of every command that reads files. */
export function addCacheOptions(command: Command): Command {
  return command
    .option('--no-cache', 'analyse every file anew and keep nothing for the next run')
    .option('--cache-location <file>', "keep the cache in this file instead of the user's cache folder");
}
