import { describe, expect, it } from 'vitest';
import { isSupervisedServer } from '../../../server/server-fork.js';

describe('isSupervisedServer', () => {
  it('is sure of words that can only mean a server under a supervisor', () => {
    for (const words of ['serve', 'serve --port 0', 'serve --journal /tmp/x --models a --models b --lanes 2'])
      expect(isSupervisedServer(words.split(' '), { CORTEXWIRE_PORT: '1' })).toBe(true);
  });

  it('is not sure where anything may say otherwise', () => {
    const others = [
      'demo',
      'rig simulate typing',
      '--version',
      'serve --help',
      'serve -h',
      'serve --port 0 --no-supervise',
      'serve --supervise=false',
      'serve --config server.yaml',
      'serve --config=server.yaml',
      'serve --print-config',
      'serve --no-supervise --stand-by',
    ];
    for (const words of others) expect(isSupervisedServer(words.split(' '), {})).toBe(false);
    expect(isSupervisedServer([], {})).toBe(false);
    expect(isSupervisedServer(['serve'], { CORTEXWIRE_SUPERVISE: 'false' })).toBe(false);
    expect(isSupervisedServer(['serve'], { CORTEXWIRE_CONFIG: 'server.yaml' })).toBe(false);
  });
});
