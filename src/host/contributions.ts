// The names that package.json and the code share. `test/manifest.test.ts` compares both; the compiler checks that each
// command has its handler.

/** Every command of `contributes.commands`. */
export const commandIds = [
  'fairlead.runPipeline',
  'fairlead.runStep',
  'fairlead.runFromStep',
  'fairlead.forceRunStep',
  'fairlead.stop',
  'fairlead.explainStep',
  'fairlead.openStepLog',
  'fairlead.revealStep',
  'fairlead.showGraph',
  'fairlead.refresh',
  'fairlead.newPipeline',
  'fairlead.importDvc',
  'fairlead.openExample',
  'fairlead.showLog',
  'fairlead.restartServer',
] as const;

export type CommandId = (typeof commandIds)[number];

/** Every view of `contributes.views`. */
export const viewIds = { pipelines: 'fairlead.pipelines' } as const;

/** Webview panels that are restored after a reload: each needs an `onWebviewPanel:` activation event. */
export const panelIds = { graph: 'fairlead.pipelineGraph' } as const;

/** Every key of `contributes.configuration`, and who reads it. */
export const settingKeys = {
  severity: 'fairlead.diagnostics.severity', // the language server, through the client
  jobs: 'fairlead.run.jobs', // the tasks
  hintValues: 'fairlead.inlayHints.values', // the language server, through the client
  hintSteps: 'fairlead.inlayHints.steps', // the same
  trace: 'fairlead.trace.server', // vscode-languageclient, by its name
} as const;

/** Context keys for when-clauses. */
export const contextKeys = {
  /** `starting`, `ready` or `failed`. */
  server: 'fairlead.server',
  hasPipelines: 'fairlead.hasPipelines',
  hasDvc: 'fairlead.hasDvc',
  running: 'fairlead.running',
} as const;

export const taskType = 'fairlead';
export const languageId = 'fairlead';
export const problemMatcher = '$fairlead';
