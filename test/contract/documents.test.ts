import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../protocol/error-codes.js';
import { packageRoot } from '../../server/config/package-root.js';
import { SETTINGS } from '../../server/config/settings.js';
import { METRICS } from '../../server/observe/metrics.js';
import { generatedDocuments } from '../generate/generated-documents.js';

const root = packageRoot();
const readme = readFileSync(join(root, 'README.md'), 'utf8');

describe('generated documents', () => {
  it.each(generatedDocuments().map((document) => [document.path, document] as const))(
    'keep %s up to date',
    (_, { current, wanted }) => {
      expect(current).toBe(wanted);
    },
  );
});

describe('README', () => {
  it('has a row for every error, setting and metric', () => {
    for (const code of Object.keys(ERROR_CODES)) expect(readme).toContain(`| \`${code}\` |`);
    for (const { key } of SETTINGS) expect(readme).toContain(`| \`${key}\` |`);
    for (const { name } of Object.values(METRICS)) expect(readme).toContain(`| \`${name}\` |`);
  });

  it('names only scripts that package.json has', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const named = [...readme.matchAll(/npm run ([a-z:]+)/g)].map((match) => match[1]);
    expect(named.length).toBeGreaterThan(3);
    for (const script of named) expect(Object.keys(scripts)).toContain(script);
  });

  it('links only to files that are there', () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map((match) => match[1] ?? '');
    for (const link of links.filter((one) => !/^https?:/.test(one))) {
      expect(() => readFileSync(join(root, link)), link).not.toThrow(/ENOENT/);
    }
  });
});
