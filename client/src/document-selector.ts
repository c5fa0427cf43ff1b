const sources = ['typescript', 'typescriptreact', 'javascript', 'javascriptreact'];

/** Policy files as the engine finds them: `routewarden.jsonc`, `routewarden.json`, `strict.routewarden.jsonc`. */
const policy = '**/{routewarden.json,routewarden.jsonc,*.routewarden.jsonc}';

/** The documents that are sent to the server. */
export const documentSelector = [
  ...sources.map((language) => ({ scheme: 'file', language })),
  ...['json', 'jsonc'].map((language) => ({ scheme: 'file', language, pattern: policy })),
];
