/**
 * A setting of an experiment that cannot be used. `field` is its name as the link and the command
 * line spell it.
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
 * A file that is missing, damaged or not what it should be. `asset` is its URL, path or file name.
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

/** A device that cannot be started, or was lost. `device` is the device asked for. */
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
