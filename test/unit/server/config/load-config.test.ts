import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { configTableMarkdown, printConfig } from '../../../../server/config/documents.js';
import { ConfigError, loadConfig, type LoadedConfig } from '../../../../server/config/load-config.js';
import { isLoopback } from '../../../../server/config/loopback.js';
import { configOptions, SETTINGS, type Setting } from '../../../../server/config/settings.js';

const folder = mkdtempSync(join(tmpdir(), 'cortexwire-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function configFile(text: string): string {
  const path = join(folder, `${++files}.yaml`);
  writeFileSync(path, text);
  return path;
}

const admin = '{"token":"0123456789abcdef","scope":"admin"}';

function problemsOf(...given: Parameters<typeof loadConfig>): readonly string[] {
  try {
    loadConfig(...given);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as ConfigError).code).toBe('CONFIG_INVALID');
    return (error as ConfigError).problems;
  }
  return [];
}

describe('loadConfig', () => {
  it('listens on loopback at the documented port when nothing is given', () => {
    const { config, warnings } = loadConfig({}, {});
    expect(config).toMatchObject({ host: '127.0.0.1', port: 8420, device: 'auto', supervise: true, tokens: [] });
    expect(config.lanes).toBeGreaterThanOrEqual(1);
    expect(config.lanes).toBeLessThanOrEqual(16);
    expect(warnings).toEqual([]);
  });

  it('takes flags over the environment over the file over the defaults, and says which', () => {
    const file = configFile('port: 1001\nlanes: 3\ndrainMs: 7\n');
    const { config, origins } = loadConfig({ port: '1003' }, { CORTEXWIRE_PORT: '1002', CORTEXWIRE_LANES: '4' }, file);
    expect([config.port, config.lanes, config.drainMs, config.logLevel]).toEqual([1003, 4, 7, 'info']);
    expect(['port', 'lanes', 'drainMs', 'logLevel'].map((key) => origins.get(key))).toEqual([
      '--port',
      'CORTEXWIRE_LANES',
      `${files}.yaml`,
      'default',
    ]);
  });

  it('finds the file that CORTEXWIRE_CONFIG names, and prefers the one it is given', () => {
    const env = { CORTEXWIRE_CONFIG: configFile('{"port": 5001}') };
    expect(loadConfig({}, env).config.port).toBe(5001);
    expect(loadConfig({}, env, configFile('port: 5002')).config.port).toBe(5002);
  });

  it('reads a setting alike from every place it can come from', () => {
    const valueOf = (setting: Setting, { config }: LoadedConfig) =>
      setting.path.reduce<unknown>((node, name) => (node as Record<string, unknown>)[name], config);
    for (const setting of SETTINGS) {
      const before = valueOf(setting, loadConfig({}, {}));
      const text = setting.choices?.[1] ?? otherText(setting.kind, before);
      if (text === undefined) continue;
      const bare = setting.kind === 'number' || setting.kind === 'boolean' ? text : JSON.stringify(text);
      const yaml = setting.path.reduceRight((inner, name) => `{"${name}": ${inner}}`, bare);
      const values = [
        loadConfig({ [setting.flagKey]: text }, {}),
        loadConfig({}, { [setting.env]: text }),
        loadConfig({}, {}, configFile(yaml)),
      ].map((loaded) => valueOf(setting, loaded));
      expect(values[0], setting.key).not.toEqual(before);
      expect(values, setting.key).toEqual([values[0], values[0], values[0]]);
    }
  });

  it.each([
    ['65536', 65_536],
    ['64KiB', 65_536],
    ['1.5 MiB', 1_572_864],
    ['200kB', 200_000],
  ])('reads %s as bytes', (text, value) => {
    expect(loadConfig({ limitsOutboxBytes: text }, {}).config.limits.outboxBytes).toBe(value);
  });

  it('resolves paths of a file from the folder of the file, others from the working directory', () => {
    const { config } = loadConfig({ record: 'taped' }, {}, configFile('journal: log\nmodels: [mine, /opt/theirs]\n'));
    expect(config.journal).toBe(join(folder, 'log'));
    expect(config.models).toEqual([join(folder, 'mine'), '/opt/theirs']);
    expect(config.record).toBe(resolve('taped'));
  });

  it('names every setting that cannot be used, where it came from and what would do', () => {
    const file = configFile('prot: 1\nlimits:\n  maxChanels: 3\nwatchdog: 4\nlimit: {}\n');
    const env = { CORTEXWIRE_LANES: '0', CORTEXWIRE_SUPERVISE: 'maybe', CORTEXWIRE_DEVICE: 'gpu' };
    expect(problemsOf({ port: '80a', journalMaxBytes: '2gb' }, env, file)).toEqual([
      `prot (in ${files}.yaml): no such setting; did you mean port?`,
      `limits.maxChanels (in ${files}.yaml): no such setting; did you mean limits.maxChannels?`,
      `watchdog (in ${files}.yaml): expected settings by name below it`,
      `limit (in ${files}.yaml): no such setting; did you mean limits?`,
      'port (from --port): expected a number, got "80a"',
      'device (from CORTEXWIRE_DEVICE): expected auto, cpu, cuda, got "gpu"',
      'lanes (from CORTEXWIRE_LANES): at least 1, got 0',
      'journalMaxBytes (from --journal-max-bytes): expected bytes, such as 1048576 or 512 MiB, got "2gb"',
      'supervise (from CORTEXWIRE_SUPERVISE): expected true or false, got "maybe"',
    ]);
  });

  it('says so when the file is absent, not YAML, or no settings', () => {
    expect(problemsOf({}, {}, join(folder, 'none.yaml'))[0]).toMatch(/none\.yaml: cannot be read: ENOENT/);
    expect(problemsOf({}, {}, configFile('port: [1'))[0]).toMatch(/neither YAML nor JSON/);
    expect(problemsOf({}, {}, configFile('- 1'))[0]).toMatch(/expected settings by name/);
    expect(loadConfig({}, {}, configFile('')).config.port).toBe(8420);
  });

  it('serves other machines only with tokens', () => {
    for (const host of ['0.0.0.0', '::', '192.168.1.4', 'lab.example', '128.0.0.1']) {
      expect(problemsOf({ host }, {})[0]).toMatch(/needs "tokens"/);
      expect(loadConfig({ host }, { CORTEXWIRE_TOKENS: `[${admin}]` }).config.host).toBe(host);
    }
    for (const host of ['127.0.0.1', '127.8.9.1', '::1', '[::1]', 'localhost']) {
      expect(loadConfig({ host }, {}).config.host).toBe(host);
      expect(isLoopback(host)).toBe(true);
    }
  });

  it('warns of tokens without TLS and of names in the environment that mean nothing', () => {
    const env = { CORTEXWIRE_TOKENS: `[${admin}]`, CORTEXWIRE_PROT: '1', CORTEXWIRE_RECORDINGS: '/data' };
    expect(loadConfig({ host: '0.0.0.0' }, env).warnings).toEqual([
      'CORTEXWIRE_PROT is no setting; did you mean CORTEXWIRE_PORT?',
      'tokens and brain data travel unencrypted: set tls.cert and tls.key, or put a TLS proxy in front',
    ]);
  });

  it('never repeats a token in an error', () => {
    const text = problemsOf({}, { CORTEXWIRE_TOKENS: '[{"token":"hush","scope":"all"}]' }).join('\n');
    expect(text).toContain('tokens.0.token (from CORTEXWIRE_TOKENS): a token has at least 16 characters');
    expect(text).not.toContain('hush');
    expect(problemsOf({}, { CORTEXWIRE_TOKENS: 'secret-without-json' }).join()).not.toContain('secret');
    expect(problemsOf({}, { CORTEXWIRE_TOKENS: `[${admin},${admin}]` })).toEqual([
      'tokens.1: the same token is listed twice',
    ]);
  });

  it('takes no token from a flag', () => {
    expect(loadConfig({ tokens: `[${admin}]` }, {}).config.tokens).toEqual([]);
    expect(configOptions().some(({ flags }) => flags.includes('token'))).toBe(false);
  });

  it('checks what only two settings together show', () => {
    expect(problemsOf({ tlsCert: 'x.pem' }, {})).toEqual([
      'tls: the certificate (tls.cert) and the private key (tls.key) are given together or not at all',
      `tls.cert: ${resolve('x.pem')} cannot be read`,
    ]);
    expect(problemsOf({ watchdogSilenceMs: '600' }, {})[0]).toMatch(/a healthy server would be killed/);
  });

  it('gives settings that nobody can change', () => {
    const { config } = loadConfig({}, { CORTEXWIRE_TOKENS: `[${admin}]` });
    expect(Object.isFrozen(config) && Object.isFrozen(config.limits) && Object.isFrozen(config.tokens[0])).toBe(true);
  });
});

describe('printConfig', () => {
  it('prints YAML that loads to the same settings, without the tokens', () => {
    const loaded = loadConfig({ port: '9000', limitsMaxChannels: '12' }, { CORTEXWIRE_TOKENS: `[${admin}]` });
    const text = printConfig(loaded);
    expect(text).toContain('port: 9000  # --port');
    expect(text).not.toContain('0123456789abcdef');
    const { tokens: _, ...rest } = parse(text);
    const { tokens: __, ...config } = loadConfig({}, {}, configFile(JSON.stringify(rest))).config;
    expect({ ...config, tokens: loaded.config.tokens }).toEqual(loaded.config);
  });
});

describe('configOptions', () => {
  it('offers a way to turn off what is on by default', () => {
    const flags = configOptions().map((option) => option.flags);
    expect(flags).toEqual(
      expect.arrayContaining(['--port <PORT>', '--models <DIR...>', '--supervise', '--no-supervise']),
    );
  });
});

describe('configTableMarkdown', () => {
  it('has a row for every setting', () => {
    const rows = configTableMarkdown().split('\n').slice(2);
    expect(rows).toHaveLength(SETTINGS.length);
    for (const row of rows) expect(row.replaceAll('\\|', '').split('|')).toHaveLength(7);
  });
});

/** Text for a value that is allowed and not `before`; undefined for kinds that differ from place to place. */
function otherText(kind: Setting['kind'], before: unknown): string | undefined {
  if (kind === 'number') return String(Number(before) + 1);
  if (kind === 'bytes') return '48 MiB';
  if (kind === 'boolean') return String(before !== true);
  return kind === 'text' ? 'localhost' : undefined;
}
