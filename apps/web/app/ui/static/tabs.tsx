import type { ReactNode } from 'react';

export interface Tab {
  readonly text: ReactNode;
  readonly href: string;
  readonly isCurrent: boolean;
}

/** Lists of one thing by its state, each with an address of its own. */
export function Tabs({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) {
  return (
    <nav className="hl-tabs" aria-label={label}>
      <ul>
        {tabs.map(({ text, href, isCurrent }) => (
          <li key={href}>
            <a href={href} aria-current={isCurrent ? 'page' : undefined}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
