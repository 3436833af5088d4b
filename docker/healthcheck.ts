// Health check of the container: exit status 0 when the server that runs in it is ready for rigs and readers.
import { get as httpGet } from 'node:http';
import { get as httpsGet } from 'node:https';
import { loadConfig } from '../server/config/load-config.js';

const TIMEOUT_MS = 4000;

const { config } = loadConfig({}, process.env);
const get = config.tls.cert === null ? httpGet : httpsGet;
// The certificate is for the server's name, not for the address it has in here.
const options = {
  host: '127.0.0.1',
  port: config.port,
  path: '/readyz',
  timeout: TIMEOUT_MS,
  rejectUnauthorized: false,
};

process.exitCode = 1;
const request = get(options, (response) => {
  response.resume();
  if (response.statusCode === 200) process.exitCode = 0;
});
request.on('timeout', () => request.destroy());
// Nothing answers: that is the result, not a fault of the check.
request.on('error', () => undefined);
