import type { StixObject } from './stix-object.js';

/** Properties that every object has, or that are told elsewhere. */
const TOLD_ELSEWHERE = new Set([
  'type',
  'id',
  'spec_version',
  'created',
  'modified',
  'created_by_ref',
  'object_marking_refs',
  'granular_markings',
  'external_references',
  'object_refs',
  'lang',
  'name',
  'description',
  'content',
  'abstract',
  'revoked',
]);
const MAX_VALUE_CHARACTERS = 20_000;

/** What an object says, as Markdown: its description, and every property that has no place of its own, one line each. */
export function wordsOf(object: StixObject, leftOut: ReadonlySet<string> = new Set()): string {
  const { json } = object;
  const { value } = json;
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const lines = entries
    .filter(([key]) => !TOLD_ELSEWHERE.has(key) && !leftOut.has(key))
    .map(([key, each]) => `${key}: ${valueInWords(each)}`);
  const said = [json.text('description'), json.text('content')].filter((text) => text !== undefined);
  return [...said, lines.join('\n')].filter((text) => text !== '').join('\n\n');
}

function valueInWords(value: unknown): string {
  const isPlainList = Array.isArray(value) && value.every((each) => typeof each === 'string' || typeof each === 'number');
  const text = isPlainList ? value.join(', ') : typeof value === 'string' ? value : JSON.stringify(value);
  const storable = text.toWellFormed().replaceAll('\0', '\uFFFD');
  return storable.length > MAX_VALUE_CHARACTERS ? `${storable.slice(0, MAX_VALUE_CHARACTERS).toWellFormed()}…` : storable;
}

/** `threat-actor` → `Threat actor`. */
export function typeInWords(type: string): string {
  const words = type.replace(/^x-/, '').replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
