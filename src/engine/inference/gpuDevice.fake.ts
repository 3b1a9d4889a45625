/** The part of a GPU device that reports errors, for tests. */
export class FakeGpuDevice {
  private readonly listeners: ((event: GPUUncapturedErrorEvent) => void)[] = [];

  addEventListener(_type: string, listener: unknown): void {
    this.listeners.push(listener as (event: GPUUncapturedErrorEvent) => void);
  }

  /** Reports an error of a class of WebGPU, which Node does not have. */
  report(className: 'GPUOutOfMemoryError' | 'GPUValidationError' | 'GPUInternalError'): void {
    const error = new (classOf(className))();
    for (const listener of this.listeners) listener({ error } as unknown as GPUUncapturedErrorEvent);
  }
}

function classOf(name: string): new () => object {
  return { [name]: class {} }[name]!;
}
