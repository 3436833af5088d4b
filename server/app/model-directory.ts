import { openRepository, type ModelEntry, type RepositoryEntry } from '../../models/repository.js';
import { ProtocolError } from '../../protocol/error-codes.js';
import type { DecoderOffer, StreamInfo } from '../../protocol/frame.js';
import type { ModelDevice } from '../infer/device.js';
import { planDecoder } from '../lane/decoder-plan.js';

/** The models of a server: those of several repositories by id, where the first folder wins. */
export class ModelDirectory {
  /** In repository order; broken folders too, so that they can be shown. */
  readonly entries: readonly RepositoryEntry[];
  readonly #byId = new Map<string, ModelEntry>();
  /** Why a model that reads well cannot be served: it failed to load in a lane. */
  readonly #unloadable = new Map<string, { code: string; detail: string }>();
  /** What each of `models` runs on, once that is decided. */
  devices: readonly ModelDevice[] = [];

  /** @throws {ProtocolError} CONFIG_INVALID when a folder cannot be read */
  constructor(folders: readonly string[]) {
    this.entries = folders.flatMap(readFolder);
    for (const entry of this.entries) if (entry.ok && !this.#byId.has(entry.id)) this.#byId.set(entry.id, entry);
  }

  get models(): readonly ModelEntry[] {
    return [...this.#byId.values()];
  }

  get(id: string): ModelEntry | undefined {
    return this.#byId.get(id);
  }

  unloadable(id: string, code: string, detail: string): void {
    this.#unloadable.set(id, { code, detail });
  }

  problemOf(id: string): { code: string; detail: string } | undefined {
    return this.#unloadable.get(id);
  }

  deviceOf(id: string): ModelDevice | undefined {
    return this.devices.find(({ model }) => model === id);
  }

  /** `name` alone means its newest version. */
  find(name: string): ModelEntry | undefined {
    const exact = this.#byId.get(name);
    if (exact !== undefined) return exact;
    return this.models
      .filter(({ manifest }) => manifest.name === name)
      .sort(byVersion)
      .at(-1);
  }

  /**
   * Which decoders take a stream, and why the others do not.
   * @param wanted names or ids; empty: every model that is there
   */
  offer(info: StreamInfo, wanted: readonly string[]): DecoderOffer[] {
    const asked = wanted.length === 0 ? this.models.map((entry) => entry.id) : [...new Set(wanted)];
    const offers = asked.map((name): DecoderOffer => {
      const entry = this.find(name);
      if (entry === undefined) {
        const broken = this.entries.find(
          (other) => !other.ok && (other.id === name || other.id.startsWith(`${name}@`)),
        );
        if (broken !== undefined && !broken.ok) return refusal(name, broken.code, broken.problems.join('; '));
        const known = this.models.map((other) => other.manifest.name).join(', ');
        return refusal(name, 'MODEL_UNKNOWN', `no model ${name}; there are: ${known || 'none'}`);
      }
      const problem = this.#unloadable.get(entry.id);
      if (problem !== undefined) return refusal(entry.id, problem.code, problem.detail);
      const plan = planDecoder(entry.manifest, info);
      if (!plan.ok) return refusal(entry.id, plan.code, plan.detail);
      return { decoder: entry.id, accepted: true, code: '', detail: '' };
    });
    return offers.filter((offer, i) => offers.findIndex((other) => other.decoder === offer.decoder) === i);
  }
}

function readFolder(folder: string): RepositoryEntry[] {
  try {
    return openRepository(folder);
  } catch (error) {
    const { message } = error as Error;
    throw new ProtocolError('CONFIG_INVALID', `models: ${folder} cannot be read: ${message}`, { cause: error });
  }
}

function byVersion(a: ModelEntry, b: ModelEntry): number {
  return a.manifest.version.localeCompare(b.manifest.version, 'en', { numeric: true });
}

function refusal(decoder: string, code: string, detail: string): DecoderOffer {
  return { decoder, accepted: false, code, detail };
}
