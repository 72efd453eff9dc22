import { notFound } from '../api/api.server';

export function loader(): never {
  notFound();
}

export default function Nothing() {
  return null;
}
