#!/usr/bin/env node
import { homedir } from 'node:os';
import { findCacheFolder } from './cache-folder.ts';
import { run } from './index.ts';

// A reader that has seen enough (`routewarden scan | head`) closes the pipe; that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const { env, platform, stdout, stderr } = process;

process.exitCode = run(process.argv.slice(2), {
  stdout: (text) => stdout.write(text),
  stderr: (text) => stderr.write(text),
  cwd: process.cwd(),
  colour: hasColour(),
  cacheFolder: findCacheFolder(platform, homedir(), env),
  debug: env.ROUTEWARDEN_DEBUG === '1',
});

/** https://no-color.org and https://force-color.org, then whether anyone is watching. */
function hasColour(): boolean {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '' && env.FORCE_COLOR !== '0') return true;
  return stdout.isTTY === true && env.TERM !== 'dumb';
}
