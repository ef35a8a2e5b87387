import { exitCodes } from '../exitCodes';
import type { Command } from '../shell';

/** `fairlead version`: the version, and with `--json` what runs it, for reports of errors. */
export const version: Command<{ readonly json?: boolean }> = ({ json }, { out }) => {
  const { node } = process.versions;
  const text =
    json === true
      ? JSON.stringify({ version: FAIRLEAD_VERSION, node, platform: process.platform, arch: process.arch })
      : `fairlead ${FAIRLEAD_VERSION} (Node ${node}, ${process.platform} ${process.arch})`;
  out.write(`${text}\n`);
  return exitCodes.done.code;
};
