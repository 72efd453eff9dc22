/** The label as FIRST spells it, in FIRST's colours on black (TLP 2.0); it is never translated. `text` is such as `TLP:AMBER+STRICT`. */
export function TlpLabel({ text }: { readonly text: string }) {
  const colour = text.replace('TLP:', '').replace('+STRICT', '').toLowerCase();
  return (
    <strong className={`hl-tlp hl-tlp--${colour}`} lang="en" translate="no">
      {text}
    </strong>
  );
}
