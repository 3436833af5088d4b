import { basename } from 'node:path';
import { ModelError } from '../../models/model-error.js';
import type { ModelEntry, RepositoryEntry } from '../../models/repository.js';
import { ModelDirectory } from '../app/model-directory.js';
import { modelText } from '../app/model-text.js';
import { checkModel, type ModelCheck } from '../infer/check-model.js';
import { openPostprocess } from '../postprocess/postprocess.js';
import { CommandError, type Terminal } from './terminal.js';

/** One line per model, and why some cannot be served. */
export function listModels(folders: readonly string[], terminal: Terminal): void {
  for (const entry of new ModelDirectory(folders).entries) {
    if (entry.ok) terminal.out.write(`${entry.id.padEnd(28)} ${entry.manifest.description}\n`);
    else terminal.out.write(`${entry.id.padEnd(28)} cannot be served: ${entry.problems.join('; ')}\n`);
  }
}

/** Checksums, graph, golden run and language model of every model, or of those named. @returns whether all passed */
export function checkModels(folders: readonly string[], names: readonly string[], terminal: Terminal): boolean {
  const directory = new ModelDirectory(folders);
  const entries = names.length === 0 ? directory.entries : names.map((name) => requireEntry(directory, name, folders));
  if (entries.length === 0) throw new CommandError(`MODEL_UNKNOWN: there is no model in ${folders.join(', ')}`);
  let allOk = true;
  for (const entry of entries) {
    terminal.out.write(`${entry.id}\n`);
    const { ok, lines } = entry.ok
      ? checkText(entry, checkModel(entry))
      : { ok: false, lines: entry.problems.map((problem) => `failed  ${problem}`) };
    for (const line of lines) terminal.out.write(`  ${line}\n`);
    allOk &&= ok;
  }
  return allOk;
}

/** Of a text decoder that passed so far: whether its language model has the letters that its labels type. */
function checkText(entry: ModelEntry, check: ModelCheck): ModelCheck {
  const { postprocess } = entry.manifest;
  if (!check.ok || postprocess.kind !== 'characters') return check;
  const file = postprocess.languageModel?.file;
  try {
    openPostprocess(entry);
    const line = file === undefined ? [] : [`ok      language model ${basename(file)} has the letters of the labels`];
    return { ok: true, lines: [...check.lines, ...line] };
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return { ok: false, lines: [...check.lines, `failed  ${error.message}`] };
  }
}

export function describeModel(folders: readonly string[], name: string, terminal: Terminal): void {
  const entry = requireEntry(new ModelDirectory(folders), name, folders);
  if (!entry.ok) throw new CommandError(`${entry.code}: ${entry.id} cannot be served: ${entry.problems.join('; ')}`);
  terminal.out.write(modelText(entry));
}

/** The model of that name or id, or a folder that is meant to be it. */
function requireEntry(directory: ModelDirectory, name: string, folders: readonly string[]): RepositoryEntry {
  const isNamed = ({ id }: RepositoryEntry): boolean => id === name || id.startsWith(`${name}@`);
  const entry = directory.find(name) ?? directory.entries.find(isNamed);
  if (entry !== undefined) return entry;
  const known = [...new Set(directory.entries.map(({ id }) => id.replace(/@.*/, '')))].join(', ');
  throw new CommandError(`MODEL_UNKNOWN: no model ${name} in ${folders.join(', ')}; there are: ${known || 'none'}`);
}
