// The shell program around every local command. It is the part that outlives us: when this process dies, even by
// `kill -9`, it ends the command and everything the command started.

/** Names the attempt in the environment of its processes, so that those that left its process group are found too. */
export const attemptVariable = 'FAIRLEAD_ATTEMPT';

/**
 * `sh -c <wrapper> fairlead <command> <attempt id>`, started as the leader of its own session, with a socket to us as
 * descriptor 3. It writes three kinds of lines to it: `watchdog <pid>`, the two lines of `times` (the second is the exact CPU
 * time of all children that were waited for) and `exit <code>`.
 *
 * - The watchdog reads the same socket and never gets a line: only its end, which is our death (or our wish). Then it kills
 *   whoever carries the attempt's name until nobody does (new ones may be forked meanwhile), and last its own group.
 * - It closes stdout and stderr, so that it never keeps a log open, and ignores the signals that are meant for the command.
 * - The wrapper outlives the signals that end the command, to report. It catches them and does not ignore them: an ignored
 *   signal would stay ignored in the command. One that comes before the command is started keeps it from starting.
 * - The watchdog is waited for, after `times`: when the wrapper is gone, nobody of it is left.
 * - The command gets neither descriptor 3 nor a terminal.
 */
export const wrapper = `
stopped=
trap 'stopped=yes' TERM INT HUP
(
  trap '' TERM INT HUP
  exec </dev/null >/dev/null 2>&1
  read -r nothing <&3
  read -r self rest </proc/self/stat
  tries=0
  while [ $tries -lt 100 ]; do
    tries=$((tries + 1))
    found=
    for file in $(grep -lsF "${attemptVariable}=$2" /proc/[0-9]*/environ); do
      pid=\${file#/proc/}
      pid=\${pid%/environ}
      [ "$pid" = "$self" ] || [ "$pid" = "$$" ] || { kill -9 "$pid" && found=yes; }
    done
    [ -n "$found" ] || break
  done
  kill -9 -$$
) &
watchdog=$!
echo "watchdog $watchdog" >&3
code=143
if [ -z "$stopped" ]; then
  sh -c "$1" </dev/null 3>&-
  code=$?
fi
exec >/dev/null 2>&1
times >&3
kill -9 $watchdog
wait $watchdog
echo "exit $code" >&3
`;

/** What the wrapper has said so far. */
export interface WrapperReport {
  readonly watchdog?: number;
  readonly exitCode?: number;
  readonly cpuMs?: number;
}

/** Reads the wrapper's lines; the last one may still be incomplete. */
export function parseReport(text: string): WrapperReport {
  const watchdog = /^watchdog (\d+)\n/.exec(text)?.[1];
  const exitCode = /^exit (\d+)\n/m.exec(text)?.[1];
  const childTimes = [...text.matchAll(/^(\d+)m([\d.,]+)s (\d+)m([\d.,]+)s$/gm)][1];
  return {
    ...(watchdog === undefined ? {} : { watchdog: Number(watchdog) }),
    ...(exitCode === undefined ? {} : { exitCode: Number(exitCode) }),
    ...(childTimes === undefined
      ? {}
      : { cpuMs: toMs(childTimes[1], childTimes[2]) + toMs(childTimes[3], childTimes[4]) }),
  };
}

/** `times` writes the decimal point of the locale. */
function toMs(minutes = '0', seconds = '0'): number {
  return Math.round(Number(minutes) * 60_000 + Number(seconds.replace(',', '.')) * 1000);
}
