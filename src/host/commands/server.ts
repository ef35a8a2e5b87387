// The commands about the language server itself.
import type { Command } from './host';

/** Asks the server to look at the disk again, for every pipeline. */
export const refresh: Command = async (host) => {
  await host.client.searchAgain();
  await Promise.all(host.pipelines.all().map(({ uri }) => host.client.refresh(uri)));
};

/** Opens the extension's log. */
export const showLog: Command = (host) => host.output.show();

/** Ends the server and starts it again. */
export const restartServer: Command = (host) => host.client.restart();
