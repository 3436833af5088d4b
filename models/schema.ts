import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { manifestSchema } from './manifest.js';

/** `models/manifest.schema.json` as text: what an editor checks a manifest against while it is written. */
export function manifestJsonSchema(): string {
  const schema = z.toJSONSchema(manifestSchema, { target: 'draft-2020-12' });
  const described = {
    $schema: schema.$schema,
    title: 'cortexwire model manifest',
    description:
      'models/<name>/<version>/manifest.json; generated from models/manifest.ts, which says what each field means.',
    ...schema,
  };
  return `${JSON.stringify(described, null, 2)}\n`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(join('models', 'manifest.schema.json'), manifestJsonSchema());
}
