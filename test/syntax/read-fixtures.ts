import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface Fixture {
  readonly name: string;
  readonly text: string;
}

/** The source files that tests read, sorted by name. */
export function readFixtures(): readonly Fixture[] {
  const folder = fileURLToPath(new URL('fixtures/', import.meta.url));
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, text: readFileSync(`${folder}${name}`, 'utf8') }));
}
