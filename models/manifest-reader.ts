import { formatDifference } from './difference.js';
import { manifestSchema, type Manifest } from './manifest.js';
import { refineManifest } from './manifest-rules.js';
import { differencesOf } from './schema-difference.js';

export type ManifestReading = { ok: true; manifest: Manifest } | { ok: false; problems: string[] };

/**
 * A manifest out of what a JSON file held, by the schema and then by the rules between fields.
 *
 * @returns the manifest, or every difference as one line with the field's path, what is expected and what is there
 */
export function readManifest(json: unknown): ManifestReading {
  const parsed = manifestSchema.safeParse(json);
  if (!parsed.success) {
    const differences = parsed.error.issues.flatMap((issue) => differencesOf(issue, json));
    return { ok: false, problems: differences.map(formatDifference) };
  }
  const differences = refineManifest(parsed.data);
  if (differences.length > 0) return { ok: false, problems: differences.map(formatDifference) };
  return { ok: true, manifest: parsed.data };
}
