/** Patterns of file names by which frameworks load the files of folders. */

const scriptEnding = /\.(?:\{[^}]*\}|[@+]\([^)]*\)|[cm]?[jt]sx?|\*)$|\{(?:\.\w+,?)+\}$/;

/** `src/controllers/*.js` → what matches the paths of scripts without their ending, whatever language they are in. */
export function scriptPattern(glob: string): RegExp {
  const text = glob.replace(scriptEnding, '');
  let source = '';
  for (let index = 0; index < text.length; index += 1) {
    const here = text.charAt(index);
    if (text.startsWith('**/', index)) {
      source += '(?:[^/]+/)*';
      index += 2;
    } else if (text.startsWith('**', index)) {
      source += '.*';
      index += 1;
    } else if (here === '*') source += '[^/]*';
    else if (here === '?') source += '[^/]';
    else if (here === '{') source += '(?:';
    else if (here === '}') source += ')';
    else if (here === ',' && text.lastIndexOf('{', index) > text.lastIndexOf('}', index)) source += '|';
    else source += here.replace(/[.+^$()|[\]\\]/, '\\$&');
  }
  return new RegExp(`^${source}$`);
}

/** A path without the ending of a script. */
export const withoutEnding = (path: string): string => path.replace(/\.[cm]?[jt]sx?$/, '');
