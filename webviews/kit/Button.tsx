// The button of every page. Only this folder knows which library draws it.
import { provideVSCodeDesignSystem, vsCodeButton } from '@vscode/webview-ui-toolkit';
import type { ComponentChildren, HTMLAttributes, JSX } from 'preact';

// A prefix of our own: another library may stand beside the toolkit without a clash of names.
provideVSCodeDesignSystem()
  .withPrefix('fl')
  .register(vsCodeButton({ prefix: 'fl' }));

declare module 'preact' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- the only way to declare a custom element to JSX
  namespace JSX {
    interface IntrinsicElements {
      'fl-button': ButtonAttributes;
    }
  }
}

interface ButtonAttributes extends HTMLAttributes {
  readonly appearance?: 'primary' | 'secondary' | 'icon';
  readonly disabled?: boolean;
}

/** What a page says about a button. `label` is for the ear and the tooltip; an `icon` button shows only its child. */
export interface ButtonProps {
  readonly look: 'primary' | 'secondary' | 'icon';
  readonly label: string;
  readonly pressed?: boolean;
  readonly onClick: () => void;
  readonly children: ComponentChildren;
}

/** A button of the editor's looks. */
export function Button({ look, label, pressed, onClick, children }: ButtonProps): JSX.Element {
  return (
    <fl-button appearance={look} aria-label={label} aria-pressed={pressed} title={label} onClick={onClick}>
      {children}
    </fl-button>
  );
}
