import { stringify } from 'yaml';
import type { LoadedConfig } from './load-config.js';
import { SETTINGS } from './settings.js';

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

/** Every setting under all its names, for the README. */
export function configTableMarkdown(): string {
  const rows = SETTINGS.map((setting) => {
    const choices =
      setting.choices === null ? '' : ` One of ${setting.choices.map((choice) => `\`${choice}\``).join(', ')}.`;
    const unit = setting.unit === undefined || setting.kind === 'bytes' ? '' : ` ${setting.unit}`;
    const fallback = setting.defaultText === undefined ? `\`${setting.defaultWords}\`${unit}` : setting.defaultText;
    const flag = setting.flagName === null ? '–' : `\`--${setting.flagName}\``;
    return `| \`${setting.key}\` | ${flag} | \`${setting.env}\` | ${cell(fallback)} | ${cell(setting.description + choices)} |`;
  });
  return ['| in a file | flag | environment | default | meaning |', '|---|---|---|---|---|', ...rows].join('\n');
}

/** The settings in force as YAML, each with where it came from; secrets are left out. */
export function printConfig({ config, origins }: LoadedConfig): string {
  const lines: string[] = [];
  let group = '';
  for (const setting of SETTINGS) {
    const [first, second] = setting.path;
    if (first === undefined) continue;
    const parent: unknown = config[first as keyof typeof config];
    if (second !== undefined && first !== group) lines.push(`${first}:`);
    group = second === undefined ? '' : first;
    const value: unknown = second === undefined ? parent : (parent as Record<string, unknown>)[second];
    const shown = setting.flag === false ? redacted(value) : value;
    const text = stringify(shown, { collectionStyle: 'flow', lineWidth: 0 }).trim();
    const indent = second === undefined ? '' : '  ';
    lines.push(`${indent}${second ?? first}: ${text}  # ${origins.get(setting.key) ?? 'default'}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Tokens without their secret. */
function redacted(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return (value as Record<string, unknown>[]).map((entry) => ({ ...entry, token: '(hidden)' }));
}
