#!/usr/bin/env node
import { runCommandLine } from './cli/command-line.js';

/** Entry of `cortexwire`, and the only place that sets the exit code and turns signals into one abort signal. */
const stop = new AbortController();
const onSignal = (): void => stop.abort();
process.on('SIGINT', onSignal);
process.on('SIGTERM', onSignal);
// `cortexwire decode … | head` is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  stop.abort();
});
process.exitCode = await runCommandLine(process.argv.slice(2), { out: process.stdout, err: process.stderr }, stop.signal);
process.off('SIGINT', onSignal);
process.off('SIGTERM', onSignal);
