import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { manifestJsonSchema } from '../../../models/schema.js';

describe('models/manifest.schema.json', () => {
  it('is what the code makes', () => {
    expect(readFileSync('models/manifest.schema.json', 'utf8')).toBe(manifestJsonSchema());
  });
});
