import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { FactsStore } from '#core';
import { describeFileError } from './file-error.ts';
import { writeFileAtomically } from './write-file.ts';

/** A store of facts that lives in one file. */
export interface FactsCache extends FactsStore {
  /**
   * Writes the entries that were read or set since the cache was opened; all others are forgotten. Does nothing when
   * the file already holds exactly these. Gives the reason when the file cannot be written.
   */
  save(): string | undefined;
}

/** More than this is neither read nor written: facts of some 50,000 files. */
const maxBytes = 256 * 1024 * 1024;
const lineFeed = 10;
const safeKey = /^[\w.-]+$/;

/**
 * Opens the cache in `file`. One entry is one line, `["<key>",<facts>]`; the first line holds a checksum of the rest. A
 * file that is missing, cut short, altered or of another format counts as empty.
 */
export function openFactsCache(file: string): FactsCache {
  const stored = readEntries(file);
  const used = new Map<string, Uint8Array>();
  let changed = false;
  return {
    digest: (text) => createHash('sha256').update(text).digest('hex'),
    get(key) {
      const line = used.get(key) ?? stored.get(key);
      if (line === undefined) return undefined;
      used.set(key, line);
      return Buffer.from(line.buffer, line.byteOffset, line.byteLength).toString('utf8', key.length + 4, line.byteLength - 2);
    },
    set(key, facts) {
      // Facts are JSON on one line; anything else could not be told apart on reading.
      if (!safeKey.test(key) || facts.includes('\n')) return;
      used.set(key, Buffer.from(`["${key}",${facts}]\n`));
      changed = true;
    },
    save() {
      if (!changed && used.size === stored.size) return undefined;
      try {
        mkdirSync(dirname(file), { recursive: true });
        writeFileAtomically(file, toContent([...used.values()]));
        return undefined;
      } catch (error) {
        return describeFileError(error);
      }
    },
  };
}

/** The stored lines by key, each with its line feed, still as bytes: decoding is left to those that are asked for. */
function readEntries(file: string): Map<string, Uint8Array> {
  const entries = new Map<string, Uint8Array>();
  const body = readBody(file);
  for (let start = 0; body !== undefined && start < body.length; ) {
    const end = body.indexOf(lineFeed, start) + 1;
    if (end === 0) break;
    const keyEnd = body.indexOf('",', start);
    entries.set(body.toString('latin1', start + 2, keyEnd), body.subarray(start, end));
    start = end;
  }
  return entries;
}

function readBody(file: string): Buffer | undefined {
  try {
    if (statSync(file).size > maxBytes) return undefined;
    const bytes = readFileSync(file);
    const end = bytes.indexOf(lineFeed) + 1;
    const body = bytes.subarray(end);
    return bytes.toString('latin1', 0, end) === toHeader(toChecksum([body])) ? body : undefined;
  } catch {
    // No cache yet, or one that cannot be read: everything is analysed anew.
    return undefined;
  }
}

function toContent(lines: readonly Uint8Array[]): Uint8Array {
  const kept: Uint8Array[] = [];
  let size = 0;
  for (const line of lines) {
    size += line.byteLength;
    if (size > maxBytes) break;
    kept.push(line);
  }
  return Buffer.concat([Buffer.from(toHeader(toChecksum(kept))), ...kept]);
}

function toHeader(checksum: string): string {
  return `{"format":"routewarden-facts","version":1,"sha256":"${checksum}"}\n`;
}

function toChecksum(parts: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
