/** A field as it was typed: spaces are part of a password. */
export function passwordIn(form: FormData, name = 'password'): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
