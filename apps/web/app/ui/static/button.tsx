import type { ButtonHTMLAttributes, ReactNode } from 'react';

interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'style'> {
  readonly children: ReactNode;
  readonly look?: 'secondary' | 'warning';
}

export function Button({ look, children, ...button }: ButtonProps) {
  return (
    <button type="submit" {...button} className={`govuk-button${look === undefined ? '' : ` govuk-button--${look}`}`}>
      {children}
    </button>
  );
}

/** A link that looks like a button, for the next step of a way. It is called a link: the space bar presses buttons, and without scripts no link. */
export function ButtonLink({ href, look, children }: { readonly href: string; readonly look?: 'secondary'; readonly children: ReactNode }) {
  return (
    <a href={href} draggable={false} className={`govuk-button${look === undefined ? '' : ` govuk-button--${look}`}`}>
      {children}
    </a>
  );
}
