import { accessSync, constants, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, delimiter, dirname, resolve } from 'node:path';
import type * as Yaml from 'yaml';
import type { z } from 'zod';
import { configSchema, type Config } from './config.js';
import { isLoopback } from './loopback.js';
import { SETTINGS, type Setting } from './settings.js';

/** Every setting that cannot be used, one a line, each with where it came from. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'CONFIG_INVALID';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    const head = problems.length === 1 ? 'a setting' : `${problems.length} settings`;
    super(`CONFIG_INVALID: ${head} cannot be used\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

export interface LoadedConfig {
  readonly config: Config;
  /** Where each setting came from, by its key: `--port`, `CORTEXWIRE_PORT`, a file's name or `default`. */
  readonly origins: ReadonlyMap<string, string>;
  /** What is allowed and yet probably not meant; for the log. */
  readonly warnings: readonly string[];
}

/** Names in the environment that belong to other programs of the package. */
const FOREIGN = new Set(['CORTEXWIRE_CONFIG', 'CORTEXWIRE_TOKEN', 'CORTEXWIRE_URL', 'CORTEXWIRE_RECORDINGS']);

const BYTE_UNITS: Readonly<Record<string, number>> = {
  '': 1,
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
};

/** Text to value; text that does not look like one stays as it is, for the schema to refuse. */
function fromText(setting: Setting, text: string): unknown {
  switch (setting.kind) {
    case 'text':
    case 'path':
      return text;
    case 'number':
      return /^[-+]?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text;
    case 'bytes': {
      const match = /^(\d+(?:\.\d+)?)\s*([A-Za-z]*)$/.exec(text.trim());
      const unit = match === null ? undefined : BYTE_UNITS[match[2] ?? ''];
      return match === null || unit === undefined ? text : Number(match[1]) * unit;
    }
    case 'boolean':
      return (
        { true: true, '1': true, yes: true, false: false, '0': false, no: false }[text.trim().toLowerCase()] ?? text
      );
    case 'paths':
      return text.split(delimiter).filter((part) => part !== '');
    case 'json':
      try {
        return JSON.parse(text) as unknown;
      } catch {
        return text;
      }
  }
}

function absolute(setting: Setting, value: unknown, base: string): unknown {
  if (setting.kind === 'path' && typeof value === 'string') return resolve(base, value);
  if (setting.kind === 'paths') {
    const list: unknown[] = Array.isArray(value) ? value : [value];
    return list.map((item) => (typeof item === 'string' ? resolve(base, item) : item));
  }
  return value;
}

type Tree = Record<string, unknown>;

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function read(tree: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((node, name) => (isTree(node) ? node[name] : undefined), tree);
}

function write(tree: Tree, path: readonly string[], value: unknown): void {
  const [name, ...rest] = path;
  if (name === undefined) return;
  if (rest.length === 0) {
    tree[name] = value;
    return;
  }
  const child = isTree(tree[name]) ? tree[name] : (tree[name] = {});
  write(child, rest, value);
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitute = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitute, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** `; did you mean …?` where a name is close enough to one that exists. */
function suggestion(name: string, known: readonly string[]): string {
  const scored = known.map((candidate) => ({
    candidate,
    distance: editDistance(name.toLowerCase(), candidate.toLowerCase()),
  }));
  const best = scored.sort((a, b) => a.distance - b.distance)[0];
  return best !== undefined && best.distance <= 3 ? `; did you mean ${best.candidate}?` : '';
}

function readFile(path: string): Tree {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ConfigError([`${path}: cannot be read: ${(cause as Error).message}`]);
  }
  let tree: unknown;
  try {
    // Few have such a file, and the parser is as much to load as all the rest of this.
    const { parse } = createRequire(import.meta.url)('yaml') as typeof Yaml;
    tree = parse(text);
  } catch (cause) {
    throw new ConfigError([`${path}: neither YAML nor JSON: ${(cause as Error).message.split('\n')[0] ?? ''}`]);
  }
  if (tree === null || tree === undefined) return {};
  if (!isTree(tree)) throw new ConfigError([`${path}: expected settings by name, such as "port: 8420"`]);
  return tree;
}

/** Names in a file that are no settings, each with what may have been meant. */
function unknownKeys(tree: Tree, fileName: string): string[] {
  const keys = SETTINGS.map((setting) => setting.key);
  const groups = new Set(SETTINGS.flatMap(({ path }) => (path.length > 1 ? path.slice(0, 1) : [])));
  return Object.entries(tree).flatMap(([name, value]) => {
    if (groups.has(name)) {
      if (!isTree(value)) return [`${name} (in ${fileName}): expected settings by name below it`];
      return Object.keys(value)
        .map((child) => `${name}.${child}`)
        .filter((key) => !keys.includes(key))
        .map((key) => `${key} (in ${fileName}): no such setting${suggestion(key, keys)}`);
    }
    return keys.includes(name)
      ? []
      : [`${name} (in ${fileName}): no such setting${suggestion(name, [...keys, ...groups])}`];
  });
}

function readable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/** What no single setting can know. */
function together(config: Config): string[] {
  const problems: string[] = [];
  if (config.tokens.length === 0 && !isLoopback(config.host)) {
    problems.push(
      `host: ${config.host} can be reached from other machines, which needs "tokens"; without them only loopback addresses such as 127.0.0.1 are served`,
    );
  }
  if ((config.tls.cert === null) !== (config.tls.key === null)) {
    problems.push('tls: the certificate (tls.cert) and the private key (tls.key) are given together or not at all');
  }
  for (const name of ['cert', 'key'] as const) {
    const path = config.tls[name];
    if (path !== null && !readable(path)) problems.push(`tls.${name}: ${path} cannot be read`);
  }
  if (config.watchdog.silenceMs < 4 * config.watchdog.heartbeatMs) {
    problems.push(
      `watchdog.silenceMs: ${config.watchdog.silenceMs} ms is less than four heartbeats of ${config.watchdog.heartbeatMs} ms, so a healthy server would be killed`,
    );
  }
  const seen = new Set<string>();
  config.tokens.forEach(({ token }, index) => {
    if (seen.has(token)) problems.push(`tokens.${index}: the same token is listed twice`);
    seen.add(token);
  });
  return problems;
}

function warnings(config: Config, env: Readonly<Record<string, string | undefined>>): string[] {
  const names = SETTINGS.map((setting) => setting.env);
  const said = Object.keys(env)
    .filter((name) => name.startsWith('CORTEXWIRE_') && !names.includes(name) && !FOREIGN.has(name))
    .map((name) => `${name} is no setting${suggestion(name, names)}`);
  if (config.tokens.length > 0 && config.tls.cert === null && !isLoopback(config.host)) {
    said.push('tokens and brain data travel unencrypted: set tls.cert and tls.key, or put a TLS proxy in front');
  }
  return said;
}

const EXPECTED: Partial<Record<Setting['kind'], string>> = {
  number: 'a number',
  bytes: 'bytes, such as 1048576 or 512 MiB',
  boolean: 'true or false',
};

function issueText(issue: z.core.$ZodIssue, setting: Setting | undefined, value: unknown): string {
  const got =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? `, got ${JSON.stringify(value)}`
      : '';
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${EXPECTED[setting?.kind ?? 'text'] ?? issue.expected}${got}`;
    case 'too_small':
      return issue.origin === 'string' ? issue.message : `at least ${issue.minimum}${got}`;
    case 'too_big':
      return `at most ${issue.maximum}${got}`;
    case 'invalid_value':
      return `expected ${issue.values.map(String).join(', ')}${got}`;
    default:
      return issue.message;
  }
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

/**
 * Settings from flags over the environment (`CORTEXWIRE_*`) over a YAML or JSON file over the defaults. Relative paths
 * in a file start at the file's folder, others at the working directory.
 *
 * @param flags as the command line's parser gives them (`limitsMaxChannels`); names that are no settings are ignored
 * @param file path; absent: `CORTEXWIRE_CONFIG`, else none
 * @throws ConfigError that names every setting that cannot be used
 */
export function loadConfig(
  flags: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string | undefined>>,
  file?: string,
): LoadedConfig {
  const path = file ?? env.CORTEXWIRE_CONFIG;
  const tree = path === undefined ? {} : readFile(path);
  const problems = path === undefined ? [] : unknownKeys(tree, basename(path));
  const given: Tree = {};
  const origins = new Map<string, string>();
  for (const setting of SETTINGS) {
    const flag = setting.flagName === null ? undefined : flags[setting.flagKey];
    const variable = env[setting.env];
    const entry = path === undefined ? undefined : read(tree, setting.path);
    const fromFlag = typeof flag === 'string' ? fromText(setting, flag) : flag;
    if (fromFlag !== undefined) {
      write(given, setting.path, absolute(setting, fromFlag, process.cwd()));
      origins.set(setting.key, `--${setting.flagName ?? ''}`);
    } else if (variable !== undefined && variable !== '') {
      write(given, setting.path, absolute(setting, fromText(setting, variable), process.cwd()));
      origins.set(setting.key, setting.env);
    } else if (entry !== undefined && path !== undefined) {
      const value = setting.kind === 'bytes' && typeof entry === 'string' ? fromText(setting, entry) : entry;
      write(given, setting.path, absolute(setting, value, dirname(resolve(path))));
      origins.set(setting.key, basename(path));
    } else {
      origins.set(setting.key, 'default');
    }
  }
  const parsed = configSchema.safeParse(given);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const names = issue.path.map(String);
      const setting = SETTINGS.find(({ path: settingPath }) =>
        settingPath.every((name, index) => names[index] === name),
      );
      const secret = setting?.flag === false;
      const origin = setting === undefined ? '' : ` (${originWords(origins.get(setting.key) ?? '')})`;
      problems.push(
        `${names.join('.')}${origin}: ${issueText(issue, setting, secret ? undefined : read(given, names))}`,
      );
    }
  }
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  problems.push(...together(parsed.data));
  if (problems.length > 0) throw new ConfigError(problems);
  return { config: frozen(parsed.data), origins, warnings: warnings(parsed.data, env) };
}

function originWords(origin: string): string {
  return origin.startsWith('--') || origin.startsWith('CORTEXWIRE_') ? `from ${origin}` : `in ${origin}`;
}
