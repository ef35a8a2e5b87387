// The one wrapper around everything the connection calls: a fault answers the request and is logged instead of ending the
// server, a cancelled request is not computed, and a turn that would make typing stutter is logged as a defect.
import { LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver';

/** A turn of the event loop longer than this is felt while typing. */
const SLOW_TURN_MS = 50;

/** Where faults and slow turns are reported. */
export interface Log {
  warn(message: string): void;
  error(message: string): void;
}

export interface Guard {
  /** Answers a request; a thrown fault becomes its error response. */
  request<R>(name: string, token: CancellationToken, work: () => R): R | ResponseError;
  /** The same for an answer that takes a while, whose time is not a turn's. */
  requestLater<R>(name: string, work: () => Promise<R>): Promise<R | ResponseError>;
  /** Runs the reaction to a notification, timer or message. */
  turn(name: string, work: () => void): void;
  /** The same for a reaction that takes a while. */
  later(name: string, work: () => Promise<void>): void;
}

/** Builds the wrapper; `now` is in milliseconds. */
export function makeGuard(log: Log, now: () => number = () => performance.now()): Guard {
  const timed = <R>(name: string, work: () => R): R => {
    const start = now();
    try {
      return work();
    } finally {
      const took = now() - start;
      if (took > SLOW_TURN_MS) log.warn(`slow turn: ${name} took ${Math.round(took)} ms`);
    }
  };
  const report = (name: string, error: unknown) => {
    try {
      log.error(`${name} failed: ${faultText(error)}`);
    } catch {
      // The connection is gone, most often the very reason of the fault: nobody is left to be told.
    }
  };
  const refusal = (name: string, error: unknown) => {
    report(name, error);
    return new ResponseError(
      LSPErrorCodes.RequestFailed,
      `Fairlead could not answer ${name}. See its output for details.`,
    );
  };
  return {
    request(name, token, work) {
      if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
      try {
        return timed(name, work);
      } catch (error) {
        return refusal(name, error);
      }
    },
    async requestLater(name, work) {
      try {
        return await work();
      } catch (error) {
        return refusal(name, error);
      }
    },
    turn(name, work) {
      try {
        timed(name, work);
      } catch (error) {
        report(name, error);
      }
    },
    later(name, work) {
      work().catch((error: unknown) => report(name, error));
    },
  };
}

/** A fault with its stack: the log is read by whoever mends it. */
export function faultText(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
