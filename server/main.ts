// The language server's process: standard input and output, or Node's IPC channel, whichever the editor chose.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import {
  createConnection,
  ResponseError,
  LSPErrorCodes,
  type RequestMessage,
  type ResponseMessage,
} from 'vscode-languageserver/node';
import { catalog } from '../src/core/catalog';
import { openDiskFiles } from '../src/core/project/diskFiles';
import { openSpec } from '../src/core/spec/openSpec';
import type { RuleCode } from '../src/core/spec/diagnostic';
import { rulePage } from '../src/core/spec/rules/registry';
import { faultText } from './guard';
import { pathToUri } from './paths';
import { planWorkerAt } from './pipelines/startPlanWorker';
import { serve } from './serve';

// Reading a large spec makes much garbage at once; for it V8 would keep over 100 MB of young space for good. A young space that
// stays small costs a few percent of the time of reading it. It holds for the thread that plans as well.
setFlagsFromString('--semi-space-growth-factor=1');

const connection = createConnection({ connectionStrategy: { cancelUndispatched } });

/** A request that is cancelled while it still waits in the queue is answered without being computed. */
function cancelUndispatched(message: unknown): ResponseMessage | undefined {
  // The protocol cancels by the id of a request, so that is what the queue finds.
  const { jsonrpc, id } = message as RequestMessage;
  return { jsonrpc, id, error: new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled').toJson() };
}

// A fault that nobody caught is a defect of ours; losing the session over it would be a second one.
process.on('uncaughtException', (error) => connection.console.error(`unexpected: ${faultText(error)}`));
process.on('unhandledRejection', (error) => connection.console.error(`unexpected: ${faultText(error)}`));
// Over IPC, the editor's end is noticed here at once; over standard input the connection notices it itself.
process.on('disconnect', () => process.exit(0));

// The reference's pages travel with the extension; a build without them links to none.
const extensionRoot = join(__dirname, '..');
const hasPages = existsSync(join(extensionRoot, 'docs', 'reference', 'rules'));

const pages = new Map<RuleCode, string>();

/** Thousands of problems may link to one page with every keystroke. */
function pageOf(code: RuleCode): string {
  const page = pages.get(code) ?? pathToUri(join(extensionRoot, rulePage(code)));
  pages.set(code, page);
  return page;
}

serve(connection, {
  openSpec,
  diskFiles: openDiskFiles,
  catalog,
  rulePage: (code) => (hasPages ? pageOf(code) : undefined),
  startPlanWorker: planWorkerAt(join(__dirname, 'planWorker.js')),
});
connection.listen();
