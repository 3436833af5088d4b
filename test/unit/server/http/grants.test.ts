import { describe, expect, it } from 'vitest';
import { ProtocolError } from '../../../../protocol/error-codes.js';
import { Grants } from '../../../../server/http/grants.js';

const rig = 'rig-token-0123456789';
const reader = 'reader-token-0123456789';
const admin = 'admin-token-0123456789';
const now = Date.parse('2026-05-01T12:00:00Z');

const grants = new Grants(
  [
    { token: rig, scope: 'ingest', streams: 'meg-*', expires: '2026-05-01T12:00:01Z' },
    { token: reader, scope: 'subscribe', streams: 'a.b*c', expires: '2026-05-01T12:00:00Z' },
    { token: admin, scope: 'admin', streams: '*' },
  ],
  () => now,
);

function refusal(call: () => unknown): { code: string; detail: string } {
  try {
    call();
  } catch (error) {
    if (error instanceof ProtocolError) return error;
    throw error;
  }
  throw new Error('was admitted');
}

describe('Grants', () => {
  it('gives each token its scope, and admin every one', () => {
    const grant = grants.admit({ authorization: `Bearer ${rig}` }, '/v1/ingest');
    expect([grant.allows('ingest'), grant.allows('subscribe'), grant.allows('admin')]).toEqual([true, false, false]);
    const all = grants.admit({ authorization: `bearer ${admin}` }, '/');
    expect([all.allows('ingest'), all.allows('subscribe'), all.allows('admin')]).toEqual([true, true, true]);
  });

  it('holds for streams whose whole name matches', () => {
    const grant = grants.admit({ authorization: `Bearer ${rig}` }, '/');
    expect(['meg-', 'meg-306\nx', 'MEG-1', 'xmeg-1', 'meg'].map((name) => grant.allowsStream(name))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    const dots = new Grants([{ token: reader, scope: 'subscribe', streams: 'a.b*c' }]);
    const dotted = dots.admit({ authorization: `Bearer ${reader}` }, '/');
    expect(['a.bc', 'a.b--c', 'aXbc'].map((name) => dotted.allowsStream(name))).toEqual([true, true, false]);
  });

  it('refuses a request without a token, with one it does not know, and with one that is over', () => {
    expect(refusal(() => grants.admit({}, '/'))).toMatchObject({ code: 'UNAUTHORIZED' });
    expect(refusal(() => grants.admit({ authorization: 'Basic abc' }, '/'))).toMatchObject({ code: 'UNAUTHORIZED' });
    expect(refusal(() => grants.admit({ authorization: `Bearer ${rig}x` }, '/'))).toMatchObject({
      code: 'UNAUTHORIZED',
    });
    expect(refusal(() => grants.admit({ authorization: `Bearer ${reader}` }, '/')).detail).toContain(
      'expired at 2026-05-01T12:00:00.000Z',
    );
  });

  it('never repeats a token in a refusal', () => {
    expect(refusal(() => grants.admit({ authorization: 'Bearer guessed-wrong' }, '/')).detail).not.toContain('guessed');
  });

  it('says when a grant ends, so that its sockets can be closed', () => {
    expect(grants.admit({ authorization: `Bearer ${rig}` }, '/').expires).toBe(now + 1000);
    expect(grants.admit({ authorization: `Bearer ${admin}` }, '/').expires).toBeNull();
  });

  it('takes a token from the address of an upgrade only', () => {
    const url = `/v1/subscribe?access_token=${admin}`;
    expect(grants.admit({ upgrade: 'websocket' }, url).allows('subscribe')).toBe(true);
    expect(refusal(() => grants.admit({}, url)).code).toBe('UNAUTHORIZED');
    expect(refusal(() => grants.admit({ upgrade: 'websocket' }, '/v1/subscribe')).code).toBe('UNAUTHORIZED');
  });
});

describe('Grants without tokens', () => {
  const open = new Grants([]);

  it.each(['127.0.0.1:8420', 'localhost:8420', '[::1]:8420', 'localhost'])(
    'serves programs that ask for %s',
    (host) => {
      expect(open.admit({ host }, '/').allows('admin')).toBe(true);
      expect(open.admit({ host, origin: `http://${host}` }, '/').allows('admin')).toBe(true);
    },
  );

  it.each(['http://evil.example', 'null', 'http://127.0.0.1:9999', 'https://127.0.0.1.evil.example:8420'])(
    'refuses a page of %s',
    (origin) => {
      expect(refusal(() => open.admit({ host: '127.0.0.1:8420', origin }, '/')).code).toBe('FORBIDDEN');
    },
  );

  it('refuses a page whose own name was made to point here', () => {
    const headers = { host: 'evil.example:8420', origin: 'http://evil.example:8420' };
    expect(refusal(() => open.admit(headers, '/')).code).toBe('FORBIDDEN');
    expect(refusal(() => open.admit({}, '/')).code).toBe('FORBIDDEN');
  });
});
