import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A wire between rig and server that can be cut, or go silent while both ends believe that it is there. */
export class CutProxy {
  readonly #server: Server;
  readonly #pairs = new Set<{ near: Socket; far: Socket }>();

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(port: number): Promise<CutProxy> {
    const server = createServer();
    const proxy = new CutProxy(server);
    server.on('connection', (near) => {
      const far = connect(port, '127.0.0.1');
      const pair = { near, far };
      proxy.#pairs.add(pair);
      near.setNoDelay(true);
      far.setNoDelay(true);
      near.pipe(far);
      far.pipe(near);
      const end = (): void => {
        near.destroy();
        far.destroy();
        proxy.#pairs.delete(pair);
      };
      near.on('error', end).on('close', end);
      far.on('error', end).on('close', end);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get nConnections(): number {
    return this.#pairs.size;
  }

  /** Resets every connection, with whatever is under way. */
  cut(): void {
    for (const { near, far } of this.#pairs) {
      near.resetAndDestroy();
      far.resetAndDestroy();
    }
  }

  /** From now on nothing passes over the connections there are; new ones work. */
  silence(): void {
    for (const { near, far } of this.#pairs) {
      near.unpipe(far);
      far.unpipe(near);
      near.pause();
      far.pause();
    }
  }

  async close(): Promise<void> {
    for (const { near, far } of this.#pairs) {
      near.destroy();
      far.destroy();
    }
    this.#server.close();
    await once(this.#server, 'close');
  }
}
