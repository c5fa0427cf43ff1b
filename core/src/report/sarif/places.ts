import type { Location, PhysicalLocation, Region } from 'sarif';
import type { PlacedLocation } from '../../model/index.ts';

/** The name under which SARIF consumers know the scanned folder. */
export const sourceRoot = '%SRCROOT%';

/** A relative URI: every segment percent-encoded, `/` between them. A lone surrogate becomes U+FFFD, as in UTF-8. */
export function toUri(file: string): string {
  return file
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}

export function toPhysicalLocation(at: PlacedLocation): PhysicalLocation {
  return { artifactLocation: { uri: toUri(at.file), uriBaseId: sourceRoot }, region: toRegion(at) };
}

export function toLocation(at: PlacedLocation, message: string): Location {
  return { physicalLocation: toPhysicalLocation(at), message: { text: toMessageText(message) } };
}

/** Lines and columns are 1-based, `endColumn` is exclusive, offsets are those of the text without a byte order mark. */
function toRegion(at: PlacedLocation): Region {
  return {
    startLine: at.from.line + 1,
    startColumn: at.from.column + 1,
    endLine: at.to.line + 1,
    endColumn: at.to.column + 1,
    charOffset: at.start,
    charLength: at.end - at.start,
  };
}

/** SARIF reads `[text](target)` in a message as a link (SARIF 2.1.0, 3.11.6); our messages quote code and hold none. */
export function toMessageText(message: string): string {
  return message.replace(/\[(?=[^\]]*\]\()/g, '\\[');
}
