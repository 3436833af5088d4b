/** The part of a budget that one log draws on. */
export interface BudgetShare {
  /** @returns false when there is no room for `bytes` more; nothing is taken then */
  take(bytes: number): boolean;
  /** Gives back what was deleted or not written after all. */
  give(bytes: number): void;
}

/**
 * Bytes that everything under one journal directory may occupy, so that "full" is known before a write and not from
 * a half-written record.
 *
 * The last `keptBytes` are out of reach of samples: decodes and checkpoints still fit when samples have to wait,
 * and it is a checkpoint that lets samples be deleted.
 */
export class ByteBudget {
  readonly maxBytes: number;
  readonly keptBytes: number;
  readonly samples: BudgetShare;
  readonly decodes: BudgetShare;
  #usedBytes = 0;
  #makeRoom: (bytes: number) => void = () => undefined;

  /** @param keptBytes for decodes and checkpoints alone; a sixteenth of the whole when not given */
  constructor(maxBytes: number, keptBytes = Math.floor(maxBytes / 16)) {
    if (!(maxBytes > 0) || !(keptBytes >= 0) || keptBytes >= maxBytes) {
      throw new RangeError(`a journal of ${maxBytes} bytes cannot keep ${keptBytes} bytes for decodes`);
    }
    this.maxBytes = maxBytes;
    this.keptBytes = keptBytes;
    const give = (bytes: number): void => this.give(bytes);
    const samplesLimit = maxBytes - keptBytes;
    this.samples = {
      take: (bytes) => {
        if (this.#take(bytes, samplesLimit)) return true;
        this.#makeRoom(this.#usedBytes + bytes - samplesLimit);
        return this.#take(bytes, samplesLimit);
      },
      give,
    };
    this.decodes = { take: (bytes) => this.#take(bytes, maxBytes), give };
  }

  /** @param makeRoom asked to free so many bytes, if it can, when samples find no room */
  whenShort(makeRoom: (bytes: number) => void): void {
    this.#makeRoom = makeRoom;
  }

  get usedBytes(): number {
    return this.#usedBytes;
  }

  /** Bytes of samples that still fit. */
  get freeForSamplesBytes(): number {
    return Math.max(0, this.maxBytes - this.keptBytes - this.#usedBytes);
  }

  /** Counts what is on disk already, whether there is room or not. */
  add(bytes: number): void {
    this.#usedBytes += bytes;
  }

  give(bytes: number): void {
    this.#usedBytes -= bytes;
  }

  #take(bytes: number, limit: number): boolean {
    if (this.#usedBytes + bytes > limit) return false;
    this.#usedBytes += bytes;
    return true;
  }
}

/** A share without a limit. */
export const UNLIMITED: BudgetShare = { take: () => true, give: () => undefined };
