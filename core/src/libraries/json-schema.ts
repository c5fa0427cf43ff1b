/** Formats of JSON Schema 2020-12 that name an alphabet without quotes and white space. */
export const plainFormats: ReadonlySet<unknown> = new Set(['uuid', 'date', 'time', 'date-time', 'duration', 'ipv4', 'ipv6']);
