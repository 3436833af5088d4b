import { describe, expect, it } from 'vitest';
import { inProcess } from '../helpers/in-process.js';
import { bedOfEachTest } from '../helpers/test-bed.js';

const bed = bedOfEachTest();

describe('the demo', () => {
  it('of flickering lights ends by itself with its score', async () => {
    const { code, lines } = await bed.run(['demo', 'ssvep', '--trials', '2', '--speed', 'max']).ended;
    expect(code).toBe(0);
    expect(lines).toContain('ssvep-fbcca@1.0.0: 2 of 2 right (100 %)');
    expect(lines.at(-1)).toBe('simulated data: no person was recorded');
  });

  it('ends with its server when it is interrupted, and with the score so far', async () => {
    const program = bed.run(['demo', 'ssvep', '--trials', '9'], { env: { TMPDIR: bed.dir() } });
    await program.said(/8 channels at 256 Hz/);
    const url = /server at (\S+)/.exec(program.err)?.[1] ?? '';
    expect((await fetch(`${url}/livez`)).ok).toBe(true);
    program.child.kill('SIGINT');
    const { code, lines } = await program.ended;
    expect(code).toBe(0);
    expect(lines.at(-1)).toBe('simulated data: no person was recorded');
    await expect(fetch(`${url}/livez`)).rejects.toThrow('fetch failed');
  });

  it('takes its server with it when it is killed', async () => {
    const program = bed.run(['demo', 'ssvep', '--trials', '9'], { env: { TMPDIR: bed.dir() } });
    await program.said(/8 channels at 256 Hz/);
    const url = /server at (\S+)/.exec(program.err)?.[1] ?? '';
    program.child.kill('SIGKILL');
    // The server has the error stream, too, and closes it when it ends.
    await program.ended;
    await expect(fetch(`${url}/livez`)).rejects.toThrow('fetch failed');
  });

  it.each([
    ['typing', ['--sentences', '2'], /^typing-keys +\d+(\.\d)? % +\d+(\.\d)? % +\d+(\.\d)? %$/],
    ['speech', ['--trials', '8'], /^decoder +\d+(\.\d)? % +\d+(\.\d)? %$/],
    ['images', ['--trials', '10'], /^decoder, 1\.00 s after onset +\d+(\.\d)? % +\d+(\.\d)? %$/],
  ])('of %s ends by itself with its score', async (name, args, score) => {
    const { code, lines } = await bed.run(['demo', name, '--speed', 'max', ...args]).ended;
    expect(code).toBe(0);
    expect(lines).toContainEqual(expect.stringMatching(score));
    expect(lines.at(-1)).toBe('simulated data: no person was recorded');
  });

  it('says which models there are where those that it is about are not', async () => {
    const { code, err } = await inProcess(['demo', 'typing', '--models', 'test/models', '--decoder', 'nobody']);
    expect(code).toBe(1);
    expect(err).toMatch(/^cortexwire: MODEL_UNKNOWN: no model nobody; there are: .*identity-8/);
  });
});
