// Ctrl-C and its relatives: the first asks for a clean stop, a second Ctrl-C kills. SIGTERM and SIGHUP ask for a clean
// stop however often they come: an editor or a cluster may send them more than once.

/** What was asked for so far. */
export interface Interrupts {
  /** Aborts at the first Ctrl-C, SIGTERM or SIGHUP. */
  readonly stop: AbortSignal;
  /** Aborts at the second Ctrl-C. */
  readonly kill: AbortSignal;
  /** Back to what the signals do by themselves. */
  dispose(): void;
}

/**
 * One press of Ctrl-C may arrive more than once: the terminal sends it to every process of the group, and npx and an
 * older Node that relaunched this one pass theirs on. Two presses this close are not told apart from one.
 */
const onePressMs = 300;

/** Listens until disposed. `onStop` and `onKill` say so to the user. */
export function listenForInterrupts(onStop: (signal: string) => void, onKill: () => void): Interrupts {
  const stop = new AbortController();
  const kill = new AbortController();
  let pressed = -Infinity;
  const askToStop = (signal: string) => {
    if (stop.signal.aborted) return;
    onStop(signal);
    stop.abort();
  };
  const onInterrupt = () => {
    const now = performance.now();
    if (now - pressed < onePressMs || kill.signal.aborted) return;
    pressed = now;
    if (!stop.signal.aborted) {
      askToStop('Ctrl-C');
      return;
    }
    onKill();
    kill.abort();
  };
  const onSignal = (signal: string) => {
    pressed = performance.now();
    askToStop(signal);
  };
  const onParentGone = () => askToStop('the starting process ended');
  const signals = ['SIGTERM', 'SIGHUP'] as const;
  process.on('SIGINT', onInterrupt);
  for (const signal of signals) process.on(signal, onSignal);
  process.on('disconnect', onParentGone);
  // Listening must not keep the program alive.
  process.channel?.unref();
  return {
    stop: stop.signal,
    kill: kill.signal,
    dispose() {
      process.off('SIGINT', onInterrupt);
      for (const signal of signals) process.off(signal, onSignal);
      process.off('disconnect', onParentGone);
    },
  };
}
