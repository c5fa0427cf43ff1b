import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { policyJsonSchema } from '../../core/src/policy/schema.ts';
import type { GeneratedFile } from './generated-file.ts';
import type { Knowledge } from './knowledge.ts';

/** The JSON Schema of the policy file. */
export function policySchemaFile({ rules }: Knowledge): GeneratedFile {
  return { path: 'schemas/policy.schema.json', text: `${JSON.stringify(policyJsonSchema(rules), null, 2)}\n` };
}

interface Setting {
  properties?: Record<string, unknown>;
  additionalProperties?: { readonly enum?: readonly string[] };
}

interface Manifest {
  readonly contributes?: { readonly configuration?: { readonly properties?: Readonly<Record<string, Setting>> } };
}

/** package.json with one property per rule in the setting `routewarden.rules`, so that editors complete and explain the ids. */
export function manifestFile(root: string, { rules }: Knowledge): GeneratedFile {
  const manifest: Manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const setting = manifest.contributes?.configuration?.properties?.['routewarden.rules'];
  const levels = setting?.additionalProperties?.enum;
  if (setting !== undefined && levels !== undefined) {
    setting.properties = Object.fromEntries(
      rules.map((rule) => [rule.id, { type: 'string', enum: levels, default: rule.severity, description: rule.summary }]),
    );
  }
  return { path: 'package.json', text: `${JSON.stringify(manifest, null, 2)}\n` };
}
