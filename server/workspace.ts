// Which texts are open in the editor, and which of them are specs: the one place with state about documents.
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import type { Catalog } from '../src/core/spec/catalog';
import type { RuleCode, Severity } from '../src/core/spec/diagnostic';
import { noFiles, type ProjectFiles } from '../src/core/spec/projectFiles';
import type { SpecDocument, SpecOptions } from '../src/core/spec/spec';
import type { StepView } from '../src/protocol/pipelines';
import { overlayFiles, type OverlayFiles } from './overlayFiles';
import { baseName, isSpecName, parentOf, pathToUri, relativeTo, uriToPath } from './paths';
import type { ClientAbilities, ShownHints, Snapshot } from './snapshot';

/** Severities by rule as the user set them. */
export type Severities = Readonly<Partial<Record<RuleCode, Severity | 'off'>>>;

/** What the workspace is built from; tests hand in their own disk. */
export interface WorkspaceParts {
  readonly openSpec: (text: string, options: SpecOptions) => SpecDocument;
  readonly diskFiles: (root: string) => ProjectFiles;
  readonly catalog: Catalog;
  /** The last known state of a step of the pipeline at `uri`. */
  readonly step: (uri: string, name: string) => StepView | undefined;
  /** Where a rule is explained, when the page is at hand. */
  readonly rulePage: (code: RuleCode) => string | undefined;
}

interface OpenSpec {
  readonly uri: string;
  version: number;
  readonly root: string | undefined;
  readonly files: OverlayFiles;
  document: SpecDocument;
}

/** The open texts. Methods that change something return the specs whose diagnostics may have changed with it. */
export class Workspace {
  readonly #parts: WorkspaceParts;
  readonly #client: ClientAbilities;
  /** The folder that paths of a spec are relative to which was never saved. */
  readonly #untitledRoot: string | undefined;
  readonly #specs = new Map<string, OpenSpec>();
  /** Texts that are no specs: params files, included files. */
  readonly #texts = new Map<string, TextDocument>();
  /** Absolute path -> URI of what is open there. */
  readonly #uriByPath = new Map<string, string>();
  #severities: Severities = {};
  /** Which hints the user wants between the words. */
  hints: ShownHints = { values: true, steps: true };

  constructor(parts: WorkspaceParts, client: ClientAbilities, untitledRoot?: string) {
    this.#parts = parts;
    this.#client = client;
    this.#untitledRoot = untitledRoot;
  }

  open(uri: string, languageId: string, version: number, text: string): readonly Snapshot[] {
    const path = uriToPath(uri);
    if (path !== undefined) this.#uriByPath.set(path, uri);
    if (!isSpec(uri, languageId)) {
      this.#texts.set(uri, TextDocument.create(uri, languageId, version, text));
      return this.#readersOf(uri);
    }
    const root = path === undefined ? this.#untitledRoot : parentOf(path);
    const disk = root === undefined ? noFiles : this.#parts.diskFiles(root);
    const files = overlayFiles(disk, (file) => (root === undefined ? undefined : this.#textAt(`${root}/${file}`)));
    const document = this.#openDocument(text, baseName(path ?? uri), files);
    const spec: OpenSpec = { uri, version, root, files, document };
    this.#specs.set(uri, spec);
    return [this.#snapshot(spec), ...this.#readersOf(uri)];
  }

  change(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): readonly Snapshot[] {
    const spec = this.#specs.get(uri);
    if (spec !== undefined) {
      spec.version = version;
      spec.document.edit(changes);
      return [this.#snapshot(spec), ...this.#readersOf(uri)];
    }
    const text = this.#texts.get(uri);
    if (text === undefined) return [];
    TextDocument.update(text, [...changes], version);
    return this.#readersOf(uri);
  }

  close(uri: string): readonly Snapshot[] {
    this.#specs.delete(uri);
    this.#texts.delete(uri);
    const path = uriToPath(uri);
    if (path === undefined) return [];
    this.#uriByPath.delete(path);
    return this.diskChanged([path]); // What counts from now on is the disk, which may differ from the closed text.
  }

  /** Something changed on the disk under these absolute paths. */
  diskChanged(paths: readonly string[]): readonly Snapshot[] {
    return this.#touched(
      (spec, root) =>
        // Every path is told, so no `some`: it would stop at the first.
        paths.map((path) => relativeTo(root, path)).filter((file) => file !== undefined && spec.files.diskChanged(file))
          .length > 0,
    );
  }

  /** The user's severities changed: open specs are read again with them. */
  setSeverities(severities: Severities): readonly Snapshot[] {
    if (JSON.stringify(severities) === JSON.stringify(this.#severities)) return [];
    this.#severities = severities;
    for (const spec of this.#specs.values()) {
      spec.document = this.#openDocument(spec.document.text, spec.document.file, spec.files);
    }
    return this.specs();
  }

  snapshot(uri: string): Snapshot | undefined {
    const spec = this.#specs.get(uri);
    return spec && this.#snapshot(spec);
  }

  specs(): readonly Snapshot[] {
    return [...this.#specs.values()].map((spec) => this.#snapshot(spec));
  }

  /** Whether an open spec includes the one at `uri`; of two that include each other neither is a part. */
  #isPart({ uri, document }: OpenSpec): boolean {
    const path = uriToPath(uri);
    if (path === undefined) return false;
    return [...this.#specs.values()].some((other) => {
      const otherPath = uriToPath(other.uri);
      if (other.uri === uri || other.root === undefined || otherPath === undefined) return false;
      const back = relativeTo(parentOf(path), otherPath);
      return includes(other.document, relativeTo(other.root, path)) && !includes(document, back);
    });
  }

  #openDocument(text: string, file: string, files: ProjectFiles): SpecDocument {
    return this.#parts.openSpec(text, { file, files, catalog: this.#parts.catalog, severities: this.#severities });
  }

  #snapshot(spec: OpenSpec): Snapshot {
    const { uri, version, root, files, document } = spec;
    return {
      uri,
      part: this.#isPart(spec),
      version,
      document,
      files,
      catalog: this.#parts.catalog,
      rulePage: this.#parts.rulePage,
      client: this.#client,
      hints: this.hints,
      toUri: (file) => (root === undefined || file === document.file ? uri : this.#uriOf(`${root}/${file}`)),
      step: (name) => this.#parts.step(uri, name),
    };
  }

  /** The URI under which the editor has the file open, else a plain one: editors spell URIs in more than one way. */
  #uriOf(path: string): string {
    return this.#uriByPath.get(path) ?? pathToUri(path);
  }

  #textAt(path: string): string | undefined {
    const uri = this.#uriByPath.get(path);
    return uri === undefined ? undefined : (this.#specs.get(uri)?.document.text ?? this.#texts.get(uri)?.getText());
  }

  /** The open specs that have read the text at `uri` as one of their files, told that it changed. */
  #readersOf(uri: string): readonly Snapshot[] {
    const path = uriToPath(uri);
    if (path === undefined) return [];
    return this.#touched((spec, root) => {
      const file = relativeTo(root, path);
      return spec.uri !== uri && file !== undefined && spec.files.textChanged(file);
    });
  }

  #touched(concerns: (spec: OpenSpec, root: string) => boolean): readonly Snapshot[] {
    const touched = [...this.#specs.values()].filter((spec) => spec.root !== undefined && concerns(spec, spec.root));
    for (const spec of touched) spec.document.filesChanged();
    return touched.map((spec) => this.#snapshot(spec));
  }
}

function includes(document: SpecDocument, file: string | undefined): boolean {
  return file !== undefined && document.files().includes(file);
}

/** Only what can be saved is a spec: the old side of a comparison (`git:`) is not to be complained about. */
function isSpec(uri: string, languageId: string): boolean {
  return /^(?:file|untitled):/.test(uri) && (languageId === 'fairlead' || isSpecName(baseName(uriToPath(uri) ?? uri)));
}
