import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { DEFAULT_LIMITS, SOCKET_LIMITS } from '../../protocol/limits.js';

/** A WebSocket server with the settings of the product's and nothing behind it. */
export async function openBareServer(): Promise<{ server: WebSocketServer; url: string }> {
  const maxPayload = DEFAULT_LIMITS.maxMessageBytes;
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, maxPayload, ...SOCKET_LIMITS });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { server, url: `ws://127.0.0.1:${port}` };
}
