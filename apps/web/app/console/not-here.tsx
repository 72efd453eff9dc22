import { notFound } from '../api/api.server';

/** Every address under the console that is no page of it: told inside its frame. */
export function loader(): never {
  return notFound();
}

export default function NotHere() {
  return null;
}
