import { describe, expect, it } from 'vitest';
import { createLogger } from '../../../../server/observe/logger.js';

function logged(write: (log: ReturnType<typeof createLogger>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  write(createLogger('info', { write: (line: string) => void lines.push(line) }));
  return lines.map((line) => JSON.parse(line));
}

describe('createLogger', () => {
  it('writes one JSON line an event, with its values', () => {
    const [line] = logged((log) => log.info({ stream: 's1', nSamples: 40, resumed: false }, 'stream opened'));
    expect(line).toMatchObject({ level: 'info', stream: 's1', nSamples: 40, resumed: false, msg: 'stream opened' });
    expect(Date.parse(String(line?.time))).toBeGreaterThan(0);
  });

  it('leaves out lines below its level', () => {
    expect(logged((log) => log.debug('quiet'))).toEqual([]);
  });

  it('lets no samples through, however they are called', () => {
    const samples = Float32Array.of(1.25, 2.5);
    const text = JSON.stringify(
      logged((log) => {
        log.info(
          { samples, chunk: samples, list: [1.25], buffer: Buffer.from(samples.buffer), nested: { x: 1.25 } },
          'x',
        );
        log.child({ chunk: samples }).warn('y');
      }),
    );
    expect(text).not.toMatch(/1\.25|2\.5/);
    expect(text).toContain('(Float32Array)');
  });

  it('lets no decoded text and no token through', () => {
    const text = JSON.stringify(
      logged((log) => {
        log.info({ text: 'what she thought', label: 'yes', truth: 'no', token: 'hush', resumeToken: 'hush' }, 'x');
        const child = log.child({ payload: 'what she thought', token: 'hush' });
        child.child({ label: 'yes' }).error({ decoder: 'a@1.0.0' }, 'y');
      }),
    );
    expect(text).not.toMatch(/thought|yes|hush/);
    expect(text).toContain('a@1.0.0');
  });

  it('shows an error with its code and its cause', () => {
    const error = Object.assign(new Error('outer', { cause: new Error('inner') }), { code: 'JOURNAL_FULL' });
    const [line] = logged((log) => log.error({ err: error }, 'failed'));
    expect(line?.err).toMatchObject({
      type: 'Error',
      code: 'JOURNAL_FULL',
      message: 'outer',
      cause: { message: 'inner' },
    });
  });

  it('shows an error that comes alone', () => {
    const [line] = logged((log) => log.error(new RangeError('out of reach')));
    expect(line).toMatchObject({ msg: 'out of reach', err: { type: 'RangeError', message: 'out of reach' } });
  });

  it('cuts long text', () => {
    const [line] = logged((log) => log.info({ detail: 'x'.repeat(5000) }, 'long'));
    expect(String(line?.detail).length).toBeLessThan(1100);
  });
});
