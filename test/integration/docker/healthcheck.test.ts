import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function answering(status: number): Promise<number> {
  const server = createServer((request, response) => {
    response.statusCode = request.url === '/readyz' ? status : 404;
    response.end('{}');
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** Exit status of the built program. */
function check(port: number): Promise<number> {
  return new Promise((resolve) => {
    const env = { ...process.env, CORTEXWIRE_PORT: String(port) };
    execFile(process.execPath, ['dist/docker/healthcheck.js'], { env }, (error) => {
      resolve(error === null ? 0 : Number(error.code));
    });
  });
}

describe('healthcheck', () => {
  it('passes when the server is ready', async () => {
    expect(await check(await answering(200))).toBe(0);
  });

  it('fails when the server is not ready', async () => {
    expect(await check(await answering(503))).toBe(1);
  });

  it('fails when nothing answers', async () => {
    const port = await answering(200);
    await new Promise((resolve) => servers.pop()?.close(resolve));
    expect(await check(port)).toBe(1);
  });
});
