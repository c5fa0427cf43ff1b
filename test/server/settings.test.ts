import { describe, expect, test } from 'vitest';
import { defaultSettings, readSettings } from '../../server/src/settings.ts';

describe('settings', () => {
  test('are the defaults where an editor has none', () => {
    for (const value of [undefined, null, {}]) expect(readSettings(value)).toEqual({ settings: defaultSettings, problems: [] });
  });

  test('are read', () => {
    const { settings, problems } = readSettings({
      enable: false,
      policy: './security/routewarden.jsonc',
      rules: { 'sql-injection': 'low', 'missing-auth': 'off' },
      exclude: ['legacy/**'],
      trace: { server: 'off' },
    });
    expect(problems).toEqual([]);
    expect(settings).toEqual({
      enable: false,
      policy: 'security/routewarden.jsonc',
      rules: new Map([
        ['sql-injection', 'low'],
        ['missing-auth', 'off'],
      ]),
      exclude: ['legacy/**'],
    });
  });

  test.each([
    ['a list', [], 'routewarden'],
    ['a word for a switch', { enable: 'yes' }, 'enable'],
    ['a policy outside of the folder', { policy: '../policy.jsonc' }, 'policy'],
    ['an absolute policy', { policy: '/etc/policy.jsonc' }, 'policy'],
    ['a policy on a drive', { policy: 'C:\\policy.jsonc' }, 'policy'],
    ['a policy that is no text', { policy: 1 }, 'policy'],
    ['rules in a list', { rules: ['sql-injection'] }, 'rules'],
    ['an unknown level', { rules: { 'sql-injection': 'warning' } }, 'sql-injection'],
    ['a level of another prototype', { rules: { 'sql-injection': 'constructor' } }, 'sql-injection'],
    ['one glob without a list', { exclude: 'legacy' }, 'exclude'],
    ['globs that are no text', { exclude: ['a', 1] }, 'exclude'],
  ])('%s is named and replaced by the default', (_, value, named) => {
    const { settings, problems } = readSettings(value);
    expect(settings).toEqual(defaultSettings);
    expect(problems).toEqual([expect.stringContaining(named)]);
  });
});
