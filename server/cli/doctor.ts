import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, cpus, freemem, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { ModelDirectory } from '../app/model-directory.js';
import { checkModel } from '../infer/check-model.js';
import { Journal } from '../journal/journal.js';
import { chooseJournalDir } from '../journal/journal-dir.js';
import type { Terminal } from './terminal.js';

interface Finding {
  readonly ok: boolean | 'note';
  readonly what: string;
  readonly detail: string;
}

/** Says what this machine can do, by doing it. @returns whether the server can run here */
export function doctor(folders: readonly string[], terminal: Terminal): boolean {
  const findings = [node(), ...onnxRuntime(), memory(), journal(), ...models(folders), webSockets()];
  const width = Math.max(...findings.map(({ what }) => what.length));
  for (const { ok, what, detail } of findings) {
    terminal.out.write(`${ok === 'note' ? 'note   ' : ok ? 'ok     ' : 'failed '} ${what.padEnd(width)} ${detail}\n`);
  }
  return findings.every(({ ok }) => ok !== false);
}

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const ok = major > 20 || (major === 20 && minor >= 19);
  return {
    ok,
    what: 'Node',
    detail: `${process.versions.node} on ${process.platform} ${process.arch}${ok ? '' : '; 20.19 or later is needed'}`,
  };
}

const PROVIDER_FILES = ['libonnxruntime_providers_shared.so', 'libonnxruntime_providers_cuda.so'];

function onnxRuntime(): Finding[] {
  const require = createRequire(import.meta.url);
  try {
    const { version } = require('onnxruntime-node/package.json') as { version: string };
    const root = dirname(require.resolve('onnxruntime-node/package.json'));
    const bin = join(root, 'bin', 'napi-v6', process.platform, process.arch);
    const absent = PROVIDER_FILES.filter((file) => !existsSync(join(bin, file)));
    const cuda: Finding =
      absent.length > 0
        ? { ok: 'note', what: 'CUDA provider', detail: `not installed (${absent.join(', ')}); models run on the CPU` }
        : {
            ok: 'note',
            what: 'CUDA provider',
            detail: 'files are there; this version of the server runs models on the CPU',
          };
    return [{ ok: true, what: 'ONNX Runtime', detail: version }, cuda];
  } catch (error) {
    return [{ ok: false, what: 'ONNX Runtime', detail: String(error) }];
  }
}

function memory(): Finding {
  const gib = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`;
  const model = cpus()[0]?.model ?? 'unknown processor';
  return {
    ok: 'note',
    what: 'machine',
    detail: `${availableParallelism()} cores (${model}), ${gib(freemem())} of ${gib(totalmem())} free`,
  };
}

function journal(): Finding {
  const place = chooseJournalDir();
  const scratch = mkdtempSync(join(tmpdir(), 'cortexwire-doctor-'));
  try {
    Journal.open({ directory: scratch }).close();
    const gib = (place.freeBytes / 2 ** 30).toFixed(1);
    return {
      ok: true,
      what: 'journal',
      detail: `${place.directory} (${place.where}, ${gib} GiB free): ${place.reason}`,
    };
  } catch (error) {
    return { ok: false, what: 'journal', detail: String(error) };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** A real run of every model, compared with what it should give. */
function models(folders: readonly string[]): Finding[] {
  const { entries } = new ModelDirectory(folders);
  if (entries.length === 0) return [{ ok: 'note', what: 'models', detail: `none in ${folders.join(', ')}` }];
  return entries.map((entry) => {
    if (!entry.ok) return { ok: false, what: entry.id, detail: entry.problems.join('; ') };
    const { ok, lines } = checkModel(entry);
    const said = lines.find((line) => line.startsWith('failed')) ?? lines.find((line) => line.includes('golden')) ?? '';
    return { ok, what: entry.id, detail: said.replace(/^(ok|failed)\s+/, 'CPU: ') };
  });
}

function webSockets(): Finding {
  try {
    createRequire(import.meta.url).resolve('bufferutil');
    return { ok: true, what: 'WebSockets', detail: 'with bufferutil' };
  } catch {
    return { ok: 'note', what: 'WebSockets', detail: 'without bufferutil: three times the time per frame' };
  }
}
