import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { chooseJournalDir } from '../../server/journal/journal-dir.js';
import { scratchFolder } from './children.js';
import { ServerProcess } from './server-process.js';

/** A server for a measurement: its journal lies where the server would put it by itself, and goes with it. */
export interface BenchServer {
  readonly server: ServerProcess;
  readonly stop: () => Promise<void>;
}

/** Ended streams are of no interest to a measurement, and many rigs come and go. */
const ROOM = ['--limits-max-streams', '1000', '--limits-max-subscribers', '1000', '--ended-retention-ms', '1000'];

/** @param home  where the journal lies, instead of where the server would put it */
export async function startBenchServer(
  models: readonly string[],
  args: readonly string[] = [],
  home = journalHome(),
): Promise<BenchServer> {
  const journal = await scratchFolder('cortexwire-bench-', home);
  try {
    const server = await ServerProcess.start({ journal: journal.path, models, args: [...ROOM, ...args] });
    return {
      server,
      stop: async () => {
        await server.stop();
        await journal.remove();
      },
    };
  } catch (error) {
    await journal.remove();
    throw error;
  }
}

/** Memory where there is enough of it, else the disk. */
function journalHome(): string {
  const { where, directory } = chooseJournalDir();
  return where === 'tmpfs' ? dirname(directory) : tmpdir();
}
