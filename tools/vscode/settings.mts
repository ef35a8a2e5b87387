// The user settings of a VS Code that we start: nothing that asks, phones home, or moves while a screenshot is taken.

/** For tests: still and bare. */
export const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.layoutControl.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'window.commandCenter': false,
  'window.title': '${activeEditorShort}${separator}${rootName}',
  'window.dialogStyle': 'custom',
  'git.enabled': false,
  'editor.minimap.enabled': false,
  'editor.cursorBlinking': 'solid',
  'terminal.integrated.gpuAcceleration': 'off',
  'files.simpleDialog.enable': true,
  'remote.autoForwardPorts': false,
};

/** For a person: the same quiet, with what one expects of an editor. */
export const friendlySettings = {
  ...quietSettings,
  'git.enabled': true,
  // The example lies in this repository: opening it is no question.
  'git.openRepositoryInParentFolders': 'always',
  'window.commandCenter': true,
  'workbench.layoutControl.enabled': true,
  'workbench.reduceMotion': 'auto',
};
