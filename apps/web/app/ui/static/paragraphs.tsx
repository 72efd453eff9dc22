/** A text of the catalogue in paragraphs, one for each of its lines. */
export function Paragraphs({ text }: { readonly text: string }) {
  return text.split('\n').map((line) => (
    <p className="govuk-body" key={line}>
      {line}
    </p>
  ));
}

/** A text of the catalogue as numbered steps, one for each of its lines. */
export function Steps({ text }: { readonly text: string }) {
  return (
    <ol className="govuk-list govuk-list--number hl-steps">
      {text.split('\n').map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ol>
  );
}

export function Bullets({ text }: { readonly text: string }) {
  return (
    <ul className="govuk-list govuk-list--bullet">
      {text.split('\n').map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
