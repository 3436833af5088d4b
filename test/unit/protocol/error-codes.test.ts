import { describe, expect, it } from 'vitest';
import {
  ERROR_CODES,
  ERROR_STAGES,
  errorOfCloseCode,
  errorTableMarkdown,
  isErrorCode,
  ProtocolError,
} from '../../../protocol/error-codes.js';

const rows = Object.entries(ERROR_CODES);

describe('ERROR_CODES', () => {
  it('has a close code of its own for every failure, standard or from 4000 to 4999', () => {
    const closeCodes = rows.map(([, spec]) => spec.closeCode as number);
    expect(new Set(closeCodes).size).toBe(closeCodes.length);
    expect(
      closeCodes.filter((code) => ![1007, 1009, 1011, 1012].includes(code) && (code < 4000 || code > 4999)),
    ).toEqual([]);
  });

  it('says cause and remedy in whole sentences and has a status of an error', () => {
    for (const [code, spec] of rows) {
      expect(code).toMatch(/^[A-Z]+(_[A-Z0-9]+)*$/);
      expect(spec.cause).toMatch(/^[A-Z].*\.$/);
      expect(spec.remedy).toMatch(/^[A-Z].*\.$/);
      expect(spec.httpStatus).toBeGreaterThanOrEqual(400);
      expect(spec.httpStatus).toBeLessThan(600);
    }
  });

  it('is grouped by stage', () => {
    expect([...new Set(rows.map(([, spec]) => spec.stage))]).toEqual([...ERROR_STAGES]);
  });

  it('finds a failure by its close code', () => {
    for (const [code, spec] of rows) expect(errorOfCloseCode(spec.closeCode)).toBe(code);
    expect(errorOfCloseCode(1000)).toBeUndefined();
    expect(isErrorCode('GAP')).toBe(true);
    expect(isErrorCode('toString')).toBe(false);
  });
});

describe('errorTableMarkdown', () => {
  it('has one row of six cells for every failure', () => {
    const lines = errorTableMarkdown()
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    expect(lines).toHaveLength(rows.length);
    for (const line of lines) expect(line.split(/(?<!\\)\|/)).toHaveLength(8);
  });
});

describe('ProtocolError', () => {
  it('carries code, detail and cause', () => {
    const cause = new Error('inner');
    const error = new ProtocolError('GAP', '10 samples', { cause });
    expect(error).toMatchObject({
      name: 'ProtocolError',
      code: 'GAP',
      detail: '10 samples',
      message: 'GAP: 10 samples',
      cause,
    });
  });
});
