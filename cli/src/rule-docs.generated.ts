// Written by `npm run generate` from docs/rules/*.md. Do not edit.
import type { RuleDocs } from '#core';

export const ruleDocs: RuleDocs = new Map([
]);
