import { hasRecordings, recordingsAbsent } from './recordings.js';

/** Says once, before and after all tests, that some cannot run for want of recordings. */
export default function report(): () => void {
  const say = (): void => {
    if (!hasRecordings) process.stderr.write(`\n!!! ${recordingsAbsent}\n\n`);
  };
  say();
  return say;
}
