import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestJsonSchema } from '../../models/schema.js';
import { errorTableMarkdown } from '../../protocol/error-codes.js';
import { configTableMarkdown } from '../../server/config/documents.js';
import { packageRoot } from '../../server/config/package-root.js';
import { metricTableMarkdown } from '../../server/observe/metrics.js';

export interface GeneratedDocument {
  /** From the root of the repository. */
  readonly path: string;
  /** What is there now; empty when nothing is. */
  readonly current: string;
  /** What the code says should be there. */
  readonly wanted: string;
}

/** The tables of the README, each between `<!-- NAME -->` and `<!-- /NAME -->`. */
const TABLES: Readonly<Record<string, () => string>> = {
  configuration: configTableMarkdown,
  errors: errorTableMarkdown,
  metrics: metricTableMarkdown,
};

function withTables(text: string): string {
  return Object.entries(TABLES).reduce((filled, [name, table]) => {
    const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const from = filled.indexOf(begin);
    const to = filled.indexOf(end);
    if (from < 0 || to < from) throw new Error(`README.md: no place for a table between ${begin} and ${end}`);
    return `${filled.slice(0, from + begin.length)}\n\n${table().trim()}\n\n${filled.slice(to)}`;
  }, text);
}

/** Every committed file, or part of one, that the code writes; the codec of the protocol has its own program. */
export function generatedDocuments(): GeneratedDocument[] {
  const read = (path: string): string => {
    try {
      return readFileSync(join(packageRoot(), path), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
      throw error;
    }
  };
  const readme = read('README.md');
  const schema = 'models/manifest.schema.json';
  return [
    { path: 'README.md', current: readme, wanted: withTables(readme) },
    { path: schema, current: read(schema), wanted: manifestJsonSchema() },
  ];
}
