import { z } from 'zod';
import { configSchema, type SettingNote } from './config.js';

/** One setting, under all its names. */
export interface Setting extends SettingNote {
  /** In the file: `limits.maxChannels`. */
  readonly key: string;
  readonly path: readonly string[];
  /** In the environment: `CORTEXWIRE_LIMITS_MAX_CHANNELS`. */
  readonly env: string;
  /** On the command line, without dashes: `limits-max-channels`; null where there is none. */
  readonly flagName: string | null;
  /** As the command line's parser names it: `limitsMaxChannels`. */
  readonly flagKey: string;
  /** Values it can have, where they are few. */
  readonly choices: readonly string[] | null;
  /** The default in words. */
  readonly defaultWords: string;
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}

/** `1048576` as `1 MiB`, where that is exact. */
function bytesWords(value: number): string {
  for (const [unit, size] of [['GiB', 2 ** 30] as const, ['MiB', 2 ** 20] as const, ['KiB', 2 ** 10] as const]) {
    if (value >= size && value % size === 0) return `${value / size} ${unit}`;
  }
  return `${value}`;
}

function describe(path: readonly string[], schema: z.ZodDefault, settingNote: SettingNote): Setting {
  const dashed = path.map(kebab).join('-');
  const inner = schema.unwrap();
  const fallback = settingNote.defaultText === undefined ? schema.parse(undefined) : null;
  return {
    ...settingNote,
    key: path.join('.'),
    path,
    env: `CORTEXWIRE_${dashed.toUpperCase().replaceAll('-', '_')}`,
    flagName: settingNote.flag === false ? null : dashed,
    flagKey: dashed.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    choices: inner instanceof z.ZodEnum ? inner.options.map(String) : null,
    defaultWords:
      settingNote.defaultText ??
      (settingNote.kind === 'bytes' && typeof fallback === 'number' ? bytesWords(fallback) : String(fallback)),
  };
}

function walk(shape: z.ZodRawShape, path: readonly string[]): Setting[] {
  return Object.entries(shape).flatMap(([name, schema]) => {
    if (schema instanceof z.ZodPrefault) {
      const inner = schema.unwrap();
      if (inner instanceof z.ZodObject) return walk(inner.shape, [...path, name]);
    }
    if (!(schema instanceof z.ZodDefault)) throw new TypeError(`setting ${name} has no default`);
    return [describe([...path, name], schema, schema.meta() as unknown as SettingNote)];
  });
}

/** Every setting, in the order of the documentation. */
export const SETTINGS: readonly Setting[] = walk(configSchema.shape, []);

/** Options of `serve` as a command line's parser takes them: `--port <PORT>` and what to say about it. */
export function configOptions(): readonly { readonly flags: string; readonly description: string }[] {
  return SETTINGS.flatMap((setting) => {
    if (setting.flagName === null) return [];
    const choices = setting.choices === null ? '' : ` (${setting.choices.join(' | ')})`;
    const unit = setting.unit === undefined || setting.unit === 'bytes' ? '' : ` ${setting.unit}`;
    const description = `${setting.description}${choices} (default: ${setting.defaultWords}${setting.defaultText === undefined ? unit : ''})`;
    if (setting.kind === 'boolean') {
      return [
        { flags: `--${setting.flagName}`, description },
        { flags: `--no-${setting.flagName}`, description: `Not so: see --${setting.flagName}.` },
      ];
    }
    const argument =
      setting.kind === 'paths' ? `<${setting.argument ?? 'DIR'}...>` : `<${setting.argument ?? 'VALUE'}>`;
    return [{ flags: `--${setting.flagName} ${argument}`, description }];
  });
}
