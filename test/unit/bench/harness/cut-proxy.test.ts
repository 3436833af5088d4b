import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CutProxy } from '../../../../bench/harness/cut-proxy.js';

/** An echo behind the proxy. */
async function wire(): Promise<{ proxy: CutProxy; open: () => Promise<Socket> }> {
  const echo = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(echo, 'listening');
  const proxy = await CutProxy.start((echo.address() as AddressInfo).port);
  onTestFinished(async () => {
    await proxy.close();
    echo.close();
  });
  return {
    proxy,
    open: async () => {
      const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1');
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      return socket;
    },
  };
}

async function echoes(socket: Socket, text: string): Promise<string> {
  socket.write(text);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  return answer.toString();
}

describe('CutProxy', () => {
  it('passes everything on until it is cut', async () => {
    const { proxy, open } = await wire();
    const socket = await open();
    expect(await echoes(socket, 'one')).toBe('one');
    const closed = new Promise((resolve) => socket.once('close', resolve));
    proxy.cut();
    await closed;
  });

  it('keeps silent connections open while new ones work', async () => {
    const { proxy, open } = await wire();
    const old = await open();
    expect(await echoes(old, 'one')).toBe('one');
    proxy.silence();
    const heard: string[] = [];
    old.on('data', (data) => heard.push(String(data)));
    old.write('two');
    expect(await echoes(await open(), 'three')).toBe('three');
    expect(heard).toEqual([]);
    expect(old.destroyed).toBe(false);
    expect(proxy.nConnections).toBe(2);
  });
});
