type Version = readonly [number, number, number];

/** A version up to which a range goes; `inside` where it is one of the range. */
interface Limit {
  readonly version: Version;
  readonly inside: boolean;
}

/**
 * True where no version of the range (`^3.14.1`, `3.x`, `>=2 <3 || 3.1.0`) is as new as `version`. Ranges that say
 * nothing of versions (`*`, `latest`, `workspace:*`, a URL) are below none.
 */
export function isBelow(range: string | undefined, version: string): boolean {
  const wanted = toVersion(version);
  if (range === undefined || wanted === undefined) return false;
  return range
    .replace(/^npm:.*@/, '')
    .split('||')
    .every((part) => {
      const limit = limitOf(part.trim());
      if (limit === undefined) return false;
      const order = compare(limit.version, wanted);
      return order < 0 || (order === 0 && !limit.inside);
    });
}

/** Where one range ends; undefined where it does not, or cannot be read. */
function limitOf(range: string): Limit | undefined {
  const [, orEqual, upper] = /(?:^|\s)<(=?)\s*v?([\d.]+)$/.exec(range) ?? / (-) v?([\d.]+)$/.exec(range) ?? [];
  if (upper !== undefined) {
    const version = toVersion(upper);
    return version === undefined ? undefined : { version, inside: orEqual !== '' };
  }
  const [, sign, text = ''] = /^([~^=]?)\s*v?(\d[\w.*+-]*)$/.exec(range) ?? [];
  const [, major, minor, patch] = /^(\d+)(?:\.(\d+)(?:\.(\d+))?)?/.exec(text) ?? [];
  if (major === undefined) return undefined;
  const [first, second, third] = [Number(major), Number(minor ?? 0), Number(patch ?? 0)];
  if (minor === undefined || (sign === '^' && first > 0)) return { version: [first + 1, 0, 0], inside: false };
  if (sign === '^' && second === 0 && patch !== undefined) return { version: [0, 0, third + 1], inside: false };
  if (sign === '^' || sign === '~' || patch === undefined) return { version: [first, second + 1, 0], inside: false };
  return { version: [first, second, third], inside: true };
}

function toVersion(text: string): Version | undefined {
  const [, major, minor, patch] = /^(\d+)(?:\.(\d+)(?:\.(\d+))?)?/.exec(text) ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor ?? 0), Number(patch ?? 0)];
}

const compare = (a: Version, b: Version): number => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
