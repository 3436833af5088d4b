import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach } from 'vitest';
import { CutProxy } from '../../bench/harness/cut-proxy.js';
import { ReaderLog } from '../../bench/harness/reader-log.js';
import { copyModels } from '../../bench/harness/test-models.js';
import type { ReaderOptions } from '../../protocol/client/reader.js';
import { RigClient, type RigOptions } from '../../protocol/client/rig.js';
import { PROTOBUF_SUBPROTOCOL, type Subprotocol } from '../../protocol/version.js';
import { LiveServer, type LiveServerOptions } from './live-server.js';
import { Program, type ProgramOptions } from './program.js';
import { readerWire, rigWire, type ReaderWire, type RigWire } from './wire-socket.js';

export interface BedServerOptions extends Partial<LiveServerOptions> {
  /** Copied into a repository of their own, from the test models and the package's. Default: `identity-8` alone. */
  readonly names?: readonly string[];
}

/** What tests start. All of it is stopped again, newest first, whatever became of the test. */
export class TestBed {
  readonly #closers: (() => unknown)[] = [];

  /** Has `close` called at the end. */
  keep<T>(thing: T, close: (thing: T) => unknown): T {
    this.#closers.push(() => close(thing));
    return thing;
  }

  /** A new empty folder. */
  dir(): string {
    const dir = mkdtempSync(join(tmpdir(), 'cortexwire-test-'));
    return this.keep(dir, () => rmSync(dir, { recursive: true, force: true }));
  }

  async models(...names: readonly string[]): Promise<string> {
    return copyModels(this.dir(), names);
  }

  /** A server on a free port, ready; its journal is new unless the options name one. */
  async server({ names = ['identity-8'], ...options }: BedServerOptions = {}): Promise<LiveServer> {
    const models = options.models ?? [await this.models(...names)];
    const server = LiveServer.spawn({ journal: this.dir(), ...options, models });
    this.keep(server, () => server.end());
    await server.listening();
    return server;
  }

  /** A reader of everything from the start, unless the options say otherwise, that logs what it gets. */
  async reader(server: { readonly url: string }, options: ReaderOptions = {}): Promise<ReaderLog> {
    return this.keep(await ReaderLog.open(server.url, options), (reader) => reader.close());
  }

  rig(server: { readonly url: string }, options: RigOptions): RigClient {
    return this.keep(new RigClient(server.url, options), (rig) => rig.disconnect());
  }

  /** A bare rig socket. */
  async rigWire(
    server: { readonly url: string },
    subprotocol: Subprotocol = PROTOBUF_SUBPROTOCOL,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<RigWire> {
    return this.keep(await rigWire(server.url, subprotocol, headers), (wire) => wire.terminate());
  }

  /** A bare reader socket. */
  async readerWire(
    server: { readonly url: string },
    subprotocol: Subprotocol = PROTOBUF_SUBPROTOCOL,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<ReaderWire> {
    return this.keep(await readerWire(server.url, subprotocol, headers), (wire) => wire.terminate());
  }

  /** The built program with these words. */
  run(args: readonly string[], options: ProgramOptions = {}): Program {
    return this.keep(new Program(args, options), (program) => program.end());
  }

  async proxy(server: { readonly port: number }): Promise<CutProxy> {
    return this.keep(await CutProxy.start(server.port), (proxy) => proxy.close());
  }

  /** Stops everything; the first failure is thrown when all has been tried. */
  async stop(): Promise<void> {
    const errors: unknown[] = [];
    for (let close = this.#closers.pop(); close !== undefined; close = this.#closers.pop()) {
      try {
        await close();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}

/** For what one test starts. */
export function bedOfEachTest(): TestBed {
  const bed = new TestBed();
  afterEach(() => bed.stop());
  return bed;
}

/** For what all tests of a file, or of a `describe`, share. */
export function bedOfAllTests(): TestBed {
  const bed = new TestBed();
  afterAll(() => bed.stop());
  return bed;
}
