export interface FilterLink {
  readonly text: string;
  readonly href: string;
  readonly isChosen: boolean;
  readonly count?: string | undefined;
}

/** One filter of a list as links, so that it works without scripts and can be sent to somebody. */
export function FilterLinks({ title, links }: { readonly title: string; readonly links: readonly FilterLink[] }) {
  return (
    <nav className="hl-facet" aria-label={title}>
      <h2 className="govuk-heading-s">{title}</h2>
      <ul>
        {links.map(({ text, href, isChosen, count }) => (
          <li key={href}>
            <a className="govuk-link" href={href} aria-current={isChosen ? 'true' : undefined}>
              {text}
            </a>
            {count === undefined ? null : <span className="hl-facet__count"> ({count})</span>}
          </li>
        ))}
      </ul>
    </nav>
  );
}
