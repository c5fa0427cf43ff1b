import pc from 'picocolors';
import type { Palette } from '#core';
import { plainPalette } from '#core';

/** How the meanings of a report look in a terminal. */
export function toPalette(colour: boolean): Palette {
  if (!colour) return plainPalette;
  const { bold, cyan, dim, green, magenta, red, yellow } = pc.createColors(true);
  return {
    severity: { info: dim, low: cyan, medium: yellow, high: red, critical: (text) => bold(magenta(text)) },
    title: bold,
    name: bold,
    faint: dim,
    good: green,
    bad: red,
    doubt: yellow,
  };
}
