import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import Ajv04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';

/**
 * What the schema of SARIF 2.1.0, as Microsoft's SARIF SDK ships it, says against a log; empty for a valid one. Its
 * pattern for languages is no valid regular expression in Unicode mode.
 */
export function sarifErrors(log: unknown): string[] {
  const ajv = new Ajv04({ allErrors: true, strict: false, unicodeRegExp: false });
  addFormats(ajv);
  const validate = ajv.compile(schema);
  return validate(log) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
