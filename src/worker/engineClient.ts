import { BackendError } from '../core/errors';
import { t } from '../core/language/t';
import type { CallArgument, CallName, CallResult, Reply, WireError, WorkerPort } from './protocol';

interface Pending {
  resolve(result: never): void;
  reject(error: Error): void;
}

/** Calls one engine worker; each call returns a promise. */
export class EngineClient {
  private readonly pending = new Map<number, Pending>();
  private nextId = 0;
  /** Reason for the loss of the worker; undefined while it lives. */
  lost: string | undefined;
  /** Called once when the worker is lost, before its calls reject. Not called after `terminate`. */
  onLost: (message: string) => void = () => {};

  constructor(private readonly port: WorkerPort) {
    port.listen((reply) => this.receive(reply));
    port.onCrash((message) => this.lose(message));
  }

  call<Name extends CallName>(name: Name, argument: CallArgument<Name>): Promise<CallResult<Name>> {
    return new Promise((resolve, reject) => {
      if (this.lost !== undefined) {
        reject(new BackendError('worker', this.lost));
        return;
      }
      const id = this.nextId++;
      this.pending.set(id, { resolve, reject });
      this.port.post({ id, name, argument });
    });
  }

  terminate(): void {
    this.onLost = () => {};
    this.port.terminate();
    this.lose(t`The engine worker was stopped`);
  }

  private receive(reply: Reply): void {
    if (reply.kind === 'lost') {
      this.lose(reply.message);
      return;
    }
    const pending = this.pending.get(reply.id);
    this.pending.delete(reply.id);
    if (reply.kind === 'done') pending?.resolve(reply.result as never);
    else pending?.reject(reviveError(reply.error));
  }

  private lose(message: string): void {
    if (this.lost !== undefined) return;
    this.lost = message;
    this.onLost(message);
    for (const { reject } of this.pending.values()) reject(new BackendError('worker', message));
    this.pending.clear();
  }
}

function reviveError({ name, message }: WireError): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}
