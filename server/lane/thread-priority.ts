import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { basename } from 'node:path';

/** On Linux's scale, where a larger number waits for a smaller one. */
const BEHIND = 19;

/**
 * Lets other threads of the machine go before this one, where Linux counts priority by thread. For a lane whose models run
 * long: on a machine with few cores it would otherwise hold up the sockets by a slice of the scheduler at a time.
 */
export function stepBack(): void {
  try {
    // The link is that of the thread that reads it: `PID/task/TID`.
    setPriority(Number(basename(readlinkSync('/proc/thread-self'))), BEHIND);
  } catch {
    // Not Linux, or not allowed: then all threads are alike.
  }
}
