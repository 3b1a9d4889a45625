/**
 * Error of an experiment setting that cannot be used. `field` is the setting's name in links and on
 * the command line.
 */
export class SpecError extends Error {
  override readonly name = 'SpecError';
  constructor(
    readonly field: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * Error of a file that is missing, damaged or of the wrong kind. `asset` is its URL, path or file
 * name.
 */
export class AssetError extends Error {
  override readonly name = 'AssetError';
  constructor(
    readonly asset: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(`${asset}: ${message}`, options);
  }
}

/** Error of a device that cannot start or was lost. `device` is the requested device. */
export class BackendError extends Error {
  override readonly name = 'BackendError';
  constructor(
    readonly device: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Error of a batch of samples that the memory does not hold. A smaller batch may fit. */
export class MemoryError extends Error {
  override readonly name = 'MemoryError';
}

/** Returns the message of any thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
