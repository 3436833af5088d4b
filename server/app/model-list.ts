import type { ModelList } from '../http/models.js';
import { modelText } from './model-text.js';
import type { ModelDirectory } from './model-directory.js';

/** The models as HTTP shows them. */
export function modelList(models: ModelDirectory): ModelList {
  return {
    list: () =>
      models.entries.map((entry) => {
        const [name = entry.id, version = ''] = entry.id.split('@');
        if (!entry.ok) {
          const problem = { code: entry.code, detail: entry.problems.join('; ') };
          return {
            id: entry.id,
            name,
            version,
            description: '',
            licence: '',
            when: '',
            kind: '',
            problem,
            device: null,
          };
        }
        const { description, licence, when, postprocess } = entry.manifest;
        const problem = models.problemOf(entry.id) ?? null;
        const place = problem === null ? models.deviceOf(entry.id) : undefined;
        const device = place === undefined ? null : { name: place.device, reason: place.reason };
        const kind = postprocess.kind;
        return { id: entry.id, name, version, description, licence, when: when.kind, kind, problem, device };
      }),
    contract: (id) => {
      const entry = models.find(id);
      return entry === undefined ? undefined : { manifest: entry.manifest, text: modelText(entry) };
    },
  };
}
