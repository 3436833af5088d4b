import { BenchProcess } from './bench-process.js';

export type Relay = BenchProcess<object, never, { url: string }> & { readonly url: string };

/** Starts the empty relay in a process of its own. */
export async function startRelay(): Promise<Relay> {
  const relay = new BenchProcess<object, never, { url: string }>(new URL('./relay-process.js', import.meta.url), {});
  const { url } = await relay.answer();
  return Object.assign(relay, { url });
}
