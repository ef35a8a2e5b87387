import type { JSX } from 'preact';

/** A line drawing on a button; the button says in words what it does. */
export function ToolIcon({ path }: { readonly path: string }): JSX.Element {
  return (
    <svg class="tool" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
