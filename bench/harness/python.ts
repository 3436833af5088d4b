import { execFile, type PromiseWithChild } from 'node:child_process';
import { promisify } from 'node:util';
import { CouldNotMeasure } from '../claims/claim.js';
import { keepChild } from './children.js';

const run = promisify(execFile);

export interface PythonOptions {
  /** Modules that must be there. */
  readonly needs: readonly string[];
  readonly cwd?: string;
  /** Folders that modules are looked for in. */
  readonly path?: readonly string[];
}

/**
 * Runs Python: the one that CORTEXWIRE_PYTHON names, else `python3`.
 * @returns what it printed
 * @throws {CouldNotMeasure} where there is none, or a module is not installed
 * @throws {Error} with what it said, when it fails
 */
export async function python(args: readonly string[], options: PythonOptions): Promise<string> {
  const program = process.env['CORTEXWIRE_PYTHON'] ?? 'python3';
  const env = { ...process.env, PYTHONPATH: (options.path ?? []).join(':'), OMP_NUM_THREADS: '1' };
  try {
    const imports = options.needs.map((name) => `import ${name}`).join('\n');
    await toItsEnd(run(program, ['-c', imports], { env }));
  } catch (error) {
    const said = String((error as { stderr?: string }).stderr ?? error)
      .trim()
      .split('\n')
      .at(-1);
    throw new CouldNotMeasure(
      `${program} has not all of ${options.needs.join(', ')} (CORTEXWIRE_PYTHON names another Python): ${said}`,
    );
  }
  const { cwd } = options;
  const { stdout } = await toItsEnd(
    run(program, [...args], {
      env,
      maxBuffer: 64 << 20,
      ...(cwd === undefined ? {} : { cwd }),
    }),
  );
  return stdout;
}

/** What it printed, with the process on the list of those that end with this one. */
async function toItsEnd<Printed>(running: PromiseWithChild<Printed>): Promise<Printed> {
  keepChild(running.child);
  return running;
}
