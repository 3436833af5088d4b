import { BenchProcess } from './bench-process.js';
import type { ProcessLoad } from './process-load.js';

/** Says what it cost when asked for its `load`. */
export type Relay = BenchProcess<object, 'load', ProcessLoad> & { readonly url: string };

/** Starts the empty relay in a process of its own. */
export async function startRelay(): Promise<Relay> {
  const relay = new BenchProcess<object, 'load', ProcessLoad>(new URL('./relay-process.js', import.meta.url), {});
  const { url } = await relay.ready<{ url: string }>();
  return Object.assign(relay, { url });
}
