// Whether a change of a file is a change of code or of data: two of the levels of change that are told apart everywhere.

/**
 * Languages a step may be written in. Settings (`.yaml`, `.json`, `.toml`) count as data, since most of them are: a
 * labels file, a schema, a table of codes.
 */
const CODE_ENDINGS = new Set(
  (
    'py pyi pyx ipynb r rmd qmd jl sh bash zsh fish ps1 bat cmd sql ts tsx mts cts js jsx mjs cjs c h cc cpp cxx hpp cu cuh ' +
    'rs go java scala kt rb pl lua m f f90 sas do stan'
  ).split(' '),
);

/** Files that say which code runs although no ending shows it: environments and build files. */
const CODE_NAMES =
  /^(?:requirements[\w.-]*\.txt|pyproject\.toml|setup\.(?:py|cfg)|poetry\.lock|uv\.lock|pdm\.lock|Pipfile(?:\.lock)?|environment\.ya?ml|conda\.ya?ml|renv\.lock|Project\.toml|Manifest\.toml|Cargo\.(?:toml|lock)|go\.(?:mod|sum)|package(?:-lock)?\.json|Makefile|Dockerfile)$/;

/** `code` for source files and for what pins their environment, else `data`. Looks at the name alone. */
export function changeKindOf(path: string): 'code' | 'data' {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (CODE_NAMES.test(name)) return 'code';
  const dot = name.lastIndexOf('.');
  return dot >= 0 && CODE_ENDINGS.has(name.slice(dot + 1).toLowerCase()) ? 'code' : 'data';
}
